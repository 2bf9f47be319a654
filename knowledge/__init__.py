"""What the companies' policies say: reading, facts, index, search, answers. No web, no Rasa."""

import os

# onnxruntime (from 1.32 on, also on Linux) keeps a device id below the user's cache folder and reports use to its
# maker, unless this is set before it is imported. Nothing of the desk is reported anywhere, and importing any part of
# `knowledge` comes first.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
