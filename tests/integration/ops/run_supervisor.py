"""Runs the supervisor over two fake children; usage: run_supervisor.py FOLDER RASA_PORT APP_PORT [OPTION ...]

An option is passed to the child it names: `rasa:--ignore-term`.
"""

import asyncio
import sys
from pathlib import Path

from ops.children import Command
from ops.supervisor import Plan, Supervisor

FAKE = Path(__file__).with_name("fake_child.py")


def main() -> int:
    folder, rasa_port, app_port, *options = sys.argv[1:]
    ports = {"rasa": rasa_port, "app": app_port}

    def command(name: str) -> Command:
        own = [option.partition(":")[2] for option in options if option.startswith(f"{name}:")]
        argv = [sys.executable, str(FAKE), ports[name], folder, name, *own]
        return Command(name, argv, grace=1.0, first_delay=0.1, longest_delay=0.4)

    urls = {name: f"http://127.0.0.1:{port}/" for name, port in ports.items()}
    plan = Plan(
        [command("rasa"), command("app")],
        urls,
        Path(folder) / "log",
        patience=8.0,
        greeting=["the desk is open"],
    )

    async def run() -> int:
        return await Supervisor(plan).run()

    return asyncio.run(run())


if __name__ == "__main__":
    sys.exit(main())
