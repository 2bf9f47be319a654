"""How the models' graphs are run by onnxruntime: with as many threads as are asked for, none of which waits busily."""

from pathlib import Path

import onnxruntime


def session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    """A graph ready to run, by any number of threads at once.

    Args:
        path: the graph.
        threads: threads inside one operator.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # By default its threads go on looking for work, at full load, for some time after each operator: that takes two
    # thirds of all processor time from whatever comes next, and from the dialogue beside it.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
