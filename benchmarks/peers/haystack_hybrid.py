"""Haystack's hybrid retrieval: BM25 and embedding retriever over its in-memory store, joined by its DocumentJoiner."""

from __future__ import annotations

from functools import partial

from haystack import Document, Pipeline, component
from haystack.components.joiners import DocumentJoiner
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore

from benchmarks.peers.job import Chunk, Search, System, located
from knowledge.encoding import Encoder


@component
class E5TextEmbedder:
    """Haystack's place for an embedder, filled by our encoder."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    @component.output_types(embedding=list[float])
    def run(self, text: str) -> dict[str, list[float]]:
        """A question's vector."""
        return {"embedding": self._encoder.encode_queries([text])[0].tolist()}


def systems(encoder: Encoder) -> list[System]:
    """As it comes; with our clauses; and with the join mode that its own guides choose for hybrid search."""
    fused = "reciprocal_rank_fusion"
    return [
        System("Haystack hybrid, as shipped", split, partial(build, encoder, None)),
        System("Haystack hybrid, our clauses", None, partial(build, encoder, None)),
        System("Haystack hybrid, our clauses, RRF", None, partial(build, encoder, fused)),
    ]


def split(policy: str) -> list[Chunk]:
    """Its DocumentSplitter with its defaults (200 words, divided by spaces)."""
    made = DocumentSplitter().run(documents=[Document(content=policy)])["documents"]
    return located(policy, [one.content for one in made], [one.meta.get("split_idx_start") for one in made])


def build(encoder: Encoder, join_mode: str | None, chunks: list[Chunk], depth: int) -> Search:
    """The pipeline over one text; every setting is its default, but for how many passages are asked for."""
    store = InMemoryDocumentStore()
    vectors = encoder.encode_passages([chunk.text for chunk in chunks])
    store.write_documents(
        [
            Document(id=str(number), content=chunk.text, embedding=vectors[number].tolist())
            for number, chunk in enumerate(chunks)
        ]
    )
    pipeline = Pipeline()
    pipeline.add_component("words", InMemoryBM25Retriever(document_store=store, top_k=depth))
    pipeline.add_component("embedder", E5TextEmbedder(encoder))
    pipeline.add_component("vectors", InMemoryEmbeddingRetriever(document_store=store, top_k=depth))
    pipeline.add_component("joiner", DocumentJoiner(join_mode) if join_mode else DocumentJoiner())
    pipeline.connect("embedder.embedding", "vectors.query_embedding")
    pipeline.connect("words", "joiner")
    pipeline.connect("vectors", "joiner")

    def search(question: str) -> list[tuple[int, float]]:
        done = pipeline.run({"words": {"query": question}, "embedder": {"text": question}})
        return [(int(one.id), float(one.score or 0.0)) for one in done["joiner"]["documents"]]

    return search
