"""Train the dialogue model: `python -m bot.train [--out FILE]` in Rasa's environment, from the repository root.

The set-up (`ops`) runs this step by itself and skips it while nothing has changed; this command is for working on
examples, rules and pipeline. Telemetry is off in any case.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def quiet_rasa() -> None:
    """Settings that must be in the environment before Rasa is imported."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    # The regressions multiply small matrices: more threads inside one multiplication mostly wait for each other.
    os.environ.setdefault("OMP_NUM_THREADS", "1")


def default_model() -> Path:
    """Where the app looks for the model."""
    return Path(os.environ.get("MADOGUCHI_VAR_DIR") or ROOT / "var") / "rasa" / "latest.tar.gz"


def train(out: Path) -> Path:
    """Train aside, then put the model in place in whole.

    Raises:
        SystemExit: Rasa could not train; its own messages say why.
    """
    quiet_rasa()
    os.chdir(ROOT)
    from rasa.api import train as rasa_train

    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent) as aside:
        questions = Path(aside) / "topic_questions.yml"
        # As the set-up does it: that module takes ROOT from here.
        subprocess.run([sys.executable, "-m", "bot.topic_questions", str(questions)], cwd=ROOT, check=True)
        result = rasa_train(
            domain="bot/domain",
            config="config.yml",
            training_files=["bot/data", str(questions)],
            output=aside,
            fixed_model_name="model",
            force_training=True,  # Rasa's cache knows neither the embedding model nor what a component imports
        )
        if result.code != 0 or not result.model:
            raise SystemExit(f"Rasa did not train a model (code {result.code}).")
        aside_model = Path(result.model)
        shutil.move(aside_model, out.with_suffix(".new"))
    os.replace(out.with_suffix(".new"), out)
    return out


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Train the dialogue model.")
    parser.add_argument("--out", type=Path, default=default_model(), help="the model file to write")
    started = time.monotonic()
    out = train(parser.parse_args().out.resolve())
    sys.stdout.write(f"{out.name}: {out.stat().st_size / 1e6:.1f} MB in {time.monotonic() - started:.0f} s\n")


if __name__ == "__main__":
    main()
