"""The README says that nothing is sent anywhere: onnxruntime's own reporting is off before it is imported."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from onnx import TensorProto, helper, save

ROOT = Path(__file__).resolve().parents[3]
RUN = "import sys; from knowledge.sessions import onnxruntime as o; o.InferenceSession(sys.argv[1])"


@pytest.mark.slow
def test_onnxruntime_leaves_nothing_in_the_users_cache(tmp_path: Path) -> None:
    model, home = tmp_path / "m.onnx", tmp_path / "home"
    home.mkdir()
    shape = [1]
    graph = helper.make_graph(
        [helper.make_node("Identity", ["x"], ["y"])],
        "identity",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, shape)],
    )
    save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9), str(model))
    environment = {**os.environ, "HOME": str(home)}
    for name in ("ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME"):
        environment.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(model)], cwd=ROOT, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr[-500:]
    assert list(home.rglob("*")) == []
