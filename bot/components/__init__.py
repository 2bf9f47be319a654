"""Pipeline components for Rasa 3.6, named in `config.yml` by their full path.

Importing this package also installs the performance patch of `bot.components.patches`: Rasa imports it in every
process that trains or serves, because the pipeline names the components.
"""

from bot.components import patches as _patches

_patches.install()
