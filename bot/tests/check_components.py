"""Checks of the components in Rasa's own environment: `python -m unittest bot.tests.check_components`.

Python 3.10, only what that environment holds. `tests/integration/bot/test_components.py` runs them from the
app's environment.
"""

import tempfile
import unittest
from unittest import mock

import numpy as np
from jsonschema import ValidationError, validate
from rasa.core.actions.action import RemoteAction
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.linear_model import LogisticRegression

from bot.components import classifiers, features, parts, patches, places, tokenizer
from bot.components.intent_model import IntentModel


def example(text: str, vector: list, intent: str, **metadata: str) -> Message:
    message = Message({TEXT: text, "intent": intent, "metadata": {"example": metadata}})
    message.add_features(Features(np.array([vector], dtype=float), "sentence", TEXT, "only"))
    return message


class _Storage:
    """A model storage in a folder."""

    def __init__(self, folder: str) -> None:
        from contextlib import contextmanager
        from pathlib import Path

        @contextmanager
        def opened(resource: Resource):
            yield Path(folder)

        self.write_to = self.read_from = opened


class Patch(unittest.TestCase):
    """The validator that is built once accepts and refuses what Rasa's own does."""

    REPLIES = (
        {"events": [], "responses": []},
        {"events": [{"event": "slot", "name": "a", "value": 1}], "responses": [{"custom": {}}]},
        {"events": [{"event": "nothing of the kind"}], "responses": []},
        {"events": [], "responses": ["text"]},
        {"events": "none", "responses": []},
        [],
    )

    def test_same_judgement(self) -> None:
        patches.install()
        action = RemoteAction("action_x", None)
        for reply in self.REPLIES:
            try:
                validate(reply, RemoteAction.action_response_format_spec())
                expected = True
            except ValidationError:
                expected = False
            try:
                found = action._validate_action_result(reply)
            except ValidationError:
                found = False
            self.assertEqual(expected, found, reply)

    def test_built_once(self) -> None:
        patches.install()
        action = RemoteAction("action_x", None)
        action._validate_action_result({"events": [], "responses": []})
        with mock.patch.object(
            RemoteAction, "action_response_format_spec", side_effect=AssertionError("built again")
        ):
            action._validate_action_result({"events": [], "responses": []})


class Parts(unittest.TestCase):
    """Parts pass through the pipeline as messages of their own, and come back as what they mean."""

    def test_parts_stand_beside_the_message_and_are_gathered_again(self) -> None:
        splitter, gatherer = parts.PartSplitter({}), parts.PartGatherer({"least": 0.5})
        whole, other = Message({TEXT: "消してほしいし、DMも止めて"}), Message({TEXT: "本人です"})
        found = splitter.process([whole, other])
        self.assertEqual(
            [m.get(TEXT) for m in found], [whole.get(TEXT), "消してほしい", "DMも止めて", "本人です"]
        )
        for message, name, confidence in zip(
            found[1:3], ("request_remove", "stop_marketing"), (0.9, 0.6), strict=True
        ):
            message.set("intent", {"name": name, "confidence": confidence})
        found[1].set(ENTITIES, [{"entity": "subject", "value": "all", "certain": True}])
        found[2].set(ENTITIES, [{"entity": "requester", "value": "self", "certain": False}])
        gathered = gatherer.process(found)
        self.assertEqual([m.get(TEXT) for m in gathered], [whole.get(TEXT), "本人です"])
        said = [(e["value"], e["joined"], e["says"]) for e in whole.get(ENTITIES)]
        self.assertEqual(said, [("request_remove", False, {"subject": "all"}), ("stop_marketing", True, {})])
        self.assertIsNone(other.get(ENTITIES))

    def test_an_unsure_part_and_the_gateway_s_own_messages_are_left_alone(self) -> None:
        splitter, gatherer = parts.PartSplitter({}), parts.PartGatherer({"least": 0.5})
        payload, whole = Message({TEXT: '/inform{"a":"b, and c"}'}), Message({TEXT: "消したいし、またね"})
        found = splitter.process([payload, whole])
        self.assertEqual(len(found), 4)
        for message in found[2:]:
            message.set("intent", {"name": "goodbye", "confidence": 0.4})
        self.assertEqual(gatherer.process(found), [payload, whole])
        self.assertIsNone(whole.get(ENTITIES))


class Log(unittest.TestCase):
    def test_a_failing_message_leaves_its_text_out_of_the_log(self) -> None:
        from rasa.core.channels import rest

        patches.install()
        patches.install()
        self.assertIsInstance(rest.structlogger, patches.WithoutText)
        logger = mock.Mock()
        try:
            raise ValueError("secret words")
        except ValueError:
            patches.WithoutText(logger).exception("rest.message.received.failure", text="secret words")
        self.assertNotIn("secret", str(logger.mock_calls))
        self.assertIn("ValueError", str(logger.mock_calls))


class Tokens(unittest.TestCase):
    def test_surfaces_and_places(self) -> None:
        component = tokenizer.SudachiTokenizer(tokenizer.SudachiTokenizer.get_default_config())
        text = "個人情報を 消してください。Please"
        found = component.tokenize(Message({TEXT: text}), TEXT)
        self.assertTrue(all(text[t.start : t.end] == t.text for t in found))
        self.assertEqual(text.replace(" ", ""), "".join(t.text for t in found))
        self.assertIn("Please", [t.text for t in found])


class Places(unittest.TestCase):
    def test_region_of_a_place(self) -> None:
        message = Message({TEXT: "パリに住んでいます"})
        places.PlaceExtractor().process([message])
        self.assertEqual(["eea_uk"], [e["value"] for e in message.get(ENTITIES)])

    def test_payloads_are_left_alone(self) -> None:
        message = Message({TEXT: '/inform{"region":"jp"}'})
        places.PlaceExtractor().process([message])
        self.assertIsNone(message.get(ENTITIES))


class Fold(unittest.TestCase):
    def test_one_form(self) -> None:
        self.assertEqual("さくじょ abc12", features.fold("サクジョ　ＡＢＣ１２"))


CONFIG = {
    **classifiers.AspectClassifier.get_default_config(),
    "aspect": "requester",
    "weights": {"only": 1.0},
}


class Aspects(unittest.TestCase):
    def _examples(self) -> list:
        wiggle = np.random.default_rng(1)
        axes = {"self": [4, 0, 0], "voluntary_agent": [0, 4, 0], "": [0, 0, 4]}
        return [
            example(
                f"{who}{n}",
                list(np.array(axis) + wiggle.normal(0, 0.3, 3)),
                "inform",
                **({"requester": who} if who else {}),
            )
            for who, axis in axes.items()
            for n in range(12)
        ]

    def test_learns_keeps_and_stays_silent_on_none(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            storage, resource = _Storage(folder), Resource("r")
            classifiers.AspectClassifier(CONFIG, storage, resource).train(TrainingData(self._examples()))
            loaded = classifiers.AspectClassifier.load(CONFIG, storage, resource, None)
        said, silent, payload = (
            example("x", [4, 0, 0], "inform"), example("y", [0, 0, 4], "inform"), Message({TEXT: "/inform"}),
        )  # fmt: skip
        loaded.process([said, silent, payload])
        self.assertEqual(
            ("requester", "self"), (said.get(ENTITIES)[0]["entity"], said.get(ENTITIES)[0]["value"])
        )
        self.assertGreater(said.get(ENTITIES)[0]["confidence_entity"], 0.5)
        self.assertTrue(said.get(ENTITIES)[0]["certain"])
        self.assertFalse([e for e in silent.get(ENTITIES) or [] if e["certain"]])
        self.assertFalse(payload.get(ENTITIES))

    def test_without_any_metadata_it_trains_and_says_nothing(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            storage, resource = _Storage(folder), Resource("r")
            plain = [example("a", [1, 0], "inform"), example("b", [0, 1], "inform")]
            with self.assertLogs(classifiers.logger, "WARNING"):
                classifiers.AspectClassifier(CONFIG, storage, resource).train(TrainingData(plain))
            loaded = classifiers.AspectClassifier.load(CONFIG, storage, resource, None)
        message = example("x", [1, 0], "inform")
        loaded.process([message])
        self.assertFalse(message.get(ENTITIES))

    def test_what_is_found_can_be_sent_as_json(self) -> None:
        import json

        with tempfile.TemporaryDirectory() as folder:
            aspect = classifiers.AspectClassifier(CONFIG, _Storage(folder), Resource("r"))
            aspect.train(TrainingData(self._examples()))
        message = example("x", [4, 0, 0], "inform")
        aspect.process([message])
        self.assertTrue(json.dumps(message.get(ENTITIES)))

    def test_characters_tell_what_the_features_do_not(self) -> None:
        said = {"thanks": "ありがとう", "deny": "いいえ違います", "affirm": "はいそうです"}
        examples = [
            example(f"{text}{n}", [1.0, n % 2], intent) for intent, text in said.items() for n in range(4)
        ]
        with tempfile.TemporaryDirectory() as folder:
            config = {**classifiers.SentenceIntentClassifier.get_default_config(), "weights": {"only": 1.0}}
            storage = _Storage(folder)
            trained = classifiers.SentenceIntentClassifier(config, storage, Resource("r"))
            trained.train(TrainingData(examples))
            loaded = classifiers.SentenceIntentClassifier.load(config, storage, Resource("r"), None)
        for intent, text in said.items():
            told = []
            for classifier in (trained, loaded):
                message = example(f"{text}。", [1.0, 0.0], "")
                classifier.process([message])
                told.append(message.get("intent"))
            self.assertEqual(intent, told[0]["name"])
            self.assertEqual(told[0], told[1])
            self.assertAlmostEqual(1.0, sum(one["confidence"] for one in message.get("intent_ranking")))

    def test_of_two_intents_each_keeps_its_characters(self) -> None:
        model = IntentModel.fit(
            LogisticRegression(),
            np.zeros((4, 1)),
            ["はい", "はいはい", "いや", "いやいや"],
            ["yes"] * 2 + ["no"] * 2,
            (1.0, 1.0),
        )
        said = model.probabilities(np.zeros((2, 1)), ["はい", "いや"])
        self.assertEqual(["yes", "no"], [model.intents[n] for n in said.argmax(axis=1)])
        np.testing.assert_allclose(said.sum(axis=1), 1.0)

    def test_a_payload_gets_an_intent_for_the_components_after_it(self) -> None:
        message = Message({TEXT: "/affirm"})
        config = {**classifiers.SentenceIntentClassifier.get_default_config()}
        classifiers.SentenceIntentClassifier(config, None, Resource("r")).process([message])
        self.assertEqual(1.0, message.get("intent")["confidence"])

    def test_a_missing_featurizer_is_named(self) -> None:
        with self.assertRaisesRegex(ValueError, "alias"):
            features.sentence_matrix([example("x", [1], "inform")], {"embedding": 1.0})


if __name__ == "__main__":
    unittest.main()
