"""How graphs and products are run: none of their threads keeps a processor busy when there is nothing to do."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper
from threadpoolctl import threadpool_info, threadpool_limits

from knowledge.answering import one_thread_a_product
from knowledge.sessions import session


def test_a_session_has_the_threads_asked_for_and_none_that_waits_busily(tmp_path: Path) -> None:
    x, y = (helper.make_tensor_value_info(name, TensorProto.FLOAT, ("n",)) for name in "xy")
    graph = helper.make_graph([helper.make_node("Abs", ["x"], ["y"])], "abs", [x], [y])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, tmp_path / "abs.onnx")
    made = session(tmp_path / "abs.onnx", threads=3)
    assert made.run(None, {"x": np.array([-2.0], np.float32)})[0] == [2.0]
    options = made.get_session_options()
    assert options.intra_op_num_threads == 3
    assert options.get_session_config_entry("session.intra_op.allow_spinning") == "0"


def test_numpys_products_stay_on_the_callers_thread() -> None:
    with threadpool_limits(limits=4, user_api="blas"):
        one_thread_a_product()
        threads = {one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"}
    assert threads == {1}
