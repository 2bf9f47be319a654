"""LlamaIndex's fusion: vector index and BM25 retriever under its QueryFusionRetriever, without a language model."""

from __future__ import annotations

from functools import partial
from typing import Any

from llama_index.core import Document, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.llms import MockLLM
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.retrievers.fusion_retriever import FUSION_MODES
from llama_index.core.schema import TextNode
from llama_index.retrievers.bm25 import BM25Retriever

from benchmarks.peers.job import Chunk, Search, System, located
from knowledge.encoding import Encoder


class E5Embedding(BaseEmbedding):
    """LlamaIndex's place for an embedding model, filled by our encoder."""

    _encoder: Any = None

    @classmethod
    def of(cls, encoder: Encoder) -> E5Embedding:
        """Around an encoder."""
        made = cls(model_name="multilingual-e5-small")
        made._encoder = encoder
        return made

    def _get_query_embedding(self, query: str) -> list[float]:
        return list(self._encoder.encode_queries([query])[0].tolist())

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return list(self._encoder.encode_passages([text])[0].tolist())


def systems(encoder: Encoder) -> list[System]:
    """As it comes; with our clauses; and with reciprocal rank fusion in place of its default."""
    return [
        System("LlamaIndex fusion, as shipped", split, partial(build, encoder, None)),
        System("LlamaIndex fusion, our clauses", None, partial(build, encoder, None)),
        System(
            "LlamaIndex fusion, our clauses, RRF", None, partial(build, encoder, FUSION_MODES.RECIPROCAL_RANK)
        ),
    ]


def split(policy: str) -> list[Chunk]:
    """Its SentenceSplitter with its defaults (1024 tokens, 200 of them shared with the next)."""
    nodes = SentenceSplitter().get_nodes_from_documents([Document(text=policy)])
    return located(policy, [one.text for one in nodes], [one.start_char_idx for one in nodes])


def build(encoder: Encoder, mode: Any, chunks: list[Chunk], depth: int) -> Search:
    """The retriever over one text. Its defaults, but for how many passages are asked for (2 would be its default)
    and that the question is put once (its default is to have a language model write three more)."""
    nodes = [TextNode(id_=str(number), text=chunk.text) for number, chunk in enumerate(chunks)]
    index = VectorStoreIndex(nodes, embed_model=E5Embedding.of(encoder))
    most = min(depth, len(nodes))
    fusion = QueryFusionRetriever(
        [
            index.as_retriever(similarity_top_k=most),
            BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=most),
        ],
        llm=MockLLM(),
        similarity_top_k=most,
        num_queries=1,
        use_async=False,
        **({"mode": mode} if mode else {}),
    )

    def search(question: str) -> list[tuple[int, float]]:
        return [(int(one.node.node_id), float(one.score or 0.0)) for one in fusion.retrieve(question)]

    return search
