"""A real Dovecot on the loopback with TLS, and a line to it that can be cut after some bytes."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

USER, PASSWORD = "cchc", "mật-khẩu-thử"
_DOVECOT = shutil.which("dovecot") or "/usr/sbin/dovecot"
_CONFIG = """
base_dir = {base}/run
log_path = {base}/log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{base}/cert.pem
ssl_key = <{base}/key.pem
auth_mechanisms = plain
mail_location = maildir:{base}/mail
mail_uid = {user}
mail_gid = {group}
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
first_valid_uid = 0
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={base}
}}
"""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextlib.contextmanager
def server(base: Path) -> Iterator[int]:
    """A Dovecot whose mail lies in base/mail and whose certificate is base/cert.pem; gives its port."""
    certificate = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    certificate += ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    certificate += ["-keyout", str(base / "key.pem"), "-out", str(base / "cert.pem")]
    subprocess.run(certificate, check=True, capture_output=True)
    for folder in ("cur", "new", "tmp"):
        (base / "mail" / folder).mkdir(parents=True, exist_ok=True)
    import grp  # Windows has neither of them
    import pwd

    user = "dovecot" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    entry = pwd.getpwnam(user)
    port = free_port()
    config = base / "dovecot.conf"
    config.write_text(
        _CONFIG.format(base=base, user=user, group=grp.getgrgid(entry.pw_gid).gr_name, port=port, password=PASSWORD),
        encoding="utf-8",
    )
    if os.getuid() == 0:
        for path in [base, *base.rglob("*")]:
            os.chown(path, entry.pw_uid, entry.pw_gid)
    running = subprocess.Popen([_DOVECOT, "-F", "-c", str(config)], stderr=subprocess.PIPE)
    try:
        _wait(port, running, base)
        yield port
    finally:
        running.terminate()
        running.wait(20)


def _wait(port: int, running: subprocess.Popen[bytes], base: Path) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and running.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    said = (base / "log").read_text("utf-8") if (base / "log").exists() else ""
    raise AssertionError(f"Dovecot did not start: {running.stderr.read() if running.stderr else b''!r} {said}")


@contextlib.contextmanager
def cut_after(port: int, size: int, host: str = "127.0.0.1") -> Iterator[int]:
    """A port that passes everything on to another until so many bytes came back, then drops the line."""
    door = socket.create_server((host, 0))

    def serve() -> None:
        with contextlib.suppress(OSError):
            near, _ = door.accept()
            far = socket.create_connection(("127.0.0.1", port))
            threading.Thread(target=_pump, args=(near, far, 1 << 40), daemon=True).start()
            _pump(far, near, size)
            for one in (near, far):
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
                one.close()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield int(door.getsockname()[1])
    finally:
        door.close()


def _pump(source: socket.socket, target: socket.socket, size: int) -> None:
    with contextlib.suppress(OSError):
        while size > 0 and (data := source.recv(min(4096, size))):
            target.sendall(data)
            size -= len(data)
