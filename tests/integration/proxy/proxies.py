"""nginx and Caddy with the files of deploy/, on loopback and free ports."""

import datetime as dt
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from evaluation.stack import ROOT, free_port

DEPLOY = ROOT / "deploy"


@dataclass
class Proxy:
    """A running proxy."""

    url: str
    log: Path
    """What it has written of the calls."""

    def client(self) -> httpx.Client:
        """Its certificate is the test's own."""
        return httpx.Client(base_url=self.url, verify=False, timeout=30, trust_env=False)


def with_ours(file: Path, changes: dict[str, str]) -> str:
    """The shipped file, with the test's ports and certificate. A change that changes nothing is a mistake."""
    text = file.read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text, (file.name, old)
        text = text.replace(old, new)
    return text


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of one's own, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "desk.example")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem, secret = folder / "desk.pem", folder / "desk.key"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return pem, secret


@contextmanager
def nginx(folder: Path, app: int, webhooks: int) -> Iterator[Proxy]:
    """deploy/nginx.conf, included as a distribution's nginx.conf includes it."""
    port, (pem, key), log = free_port(), certificate(folder), folder / "access.log"
    site = with_ours(
        DEPLOY / "nginx.conf",
        {
            "listen 443 ssl http2;": f"listen 127.0.0.1:{port} ssl http2;",
            "127.0.0.1:8080": f"127.0.0.1:{app}",
            "127.0.0.1:8081": f"127.0.0.1:{webhooks}",
            "/etc/ssl/desk.example.pem": str(pem),
            "/etc/ssl/desk.example.key": str(key),
        },
    )
    (folder / "site.conf").write_text(site, encoding="utf-8")
    temps = "".join(
        f"{kind}_temp_path {folder}/{kind}; " for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root; " if os.geteuid() == 0 else ""  # else its workers may not write into the test's folder
    whole = (
        f"{user}daemon off; worker_processes 1; pid {folder}/pid; error_log stderr warn; events {{}} "
        f"http {{ {temps} access_log {log}; include {folder}/site.conf; }}"
    )
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")
    command = ["nginx", "-p", str(folder), "-e", "stderr", "-c", str(folder / "nginx.conf")]
    with running(command, folder, port):
        yield Proxy(f"https://127.0.0.1:{port}", log)


@contextmanager
def caddy(folder: Path, app: int, webhooks: int) -> Iterator[Proxy]:
    """deploy/Caddyfile, without a certificate: that one comes from outside."""
    port = free_port()
    site = with_ours(
        DEPLOY / "Caddyfile",
        {
            "grace_period 5s\n": "grace_period 5s\n\tadmin off\n\tauto_https off\n",
            "\ndesk.example {\n": f"\nhttp://127.0.0.1:{port} {{\n",
            "127.0.0.1:8080": f"127.0.0.1:{app}",
            "127.0.0.1:8081": f"127.0.0.1:{webhooks}",
        },
    )
    (folder / "Caddyfile").write_text(site, encoding="utf-8")
    command = ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    with running(command, folder, port):
        yield Proxy(f"http://127.0.0.1:{port}", folder / "out.log")


PROXIES: dict[str, Callable[[Path, int, int], AbstractContextManager[Proxy]]] = {
    "nginx": nginx,
    "caddy": caddy,
}


@contextmanager
def proxy(name: str, folder: Path, app: int, webhooks: int) -> Iterator[Proxy]:
    """Skips where it is not installed."""
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed here: deploy/ is not tried with it")
    with PROXIES[name](folder, app, webhooks) as found:
        yield found


@contextmanager
def running(command: list[str], folder: Path, port: int) -> Iterator[None]:
    """A server in the foreground, in a process group of its own."""
    homes = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with (folder / "out.log").open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **homes},
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        deadline = time.monotonic() + 60
        while True:
            said = (folder / "out.log").read_text(encoding="utf-8", errors="replace")
            assert process.poll() is None, said
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert time.monotonic() < deadline, said
            time.sleep(0.05)
        yield
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)
