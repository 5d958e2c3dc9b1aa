import stat

from demo.kept import KeptSecrets, new_password, new_token


def test_secret_is_there_in_the_next_run(tmp_path):
    path = tmp_path / "secrets.json"

    KeptSecrets(path).keep("token", "s3cret")

    assert KeptSecrets(path).get("token") == "s3cret"


def test_secret_that_was_never_kept_is_none(tmp_path):
    assert KeptSecrets(tmp_path / "secrets.json").get("token") is None


def test_secrets_are_readable_by_their_owner_alone(tmp_path):
    path = tmp_path / "secrets.json"
    path.write_text("{}")
    path.chmod(0o644)

    KeptSecrets(path).keep("token", "s3cret")

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_keeping_the_same_secret_writes_nothing(tmp_path):
    path = tmp_path / "secrets.json"
    kept = KeptSecrets(path)
    kept.keep("token", "s3cret")
    written = path.stat().st_mtime_ns

    kept.keep("token", "s3cret")

    assert path.stat().st_mtime_ns == written


def test_new_secrets_are_long_and_differ():
    assert len(new_password()) == 19
    assert len(new_token()) == 43
    assert new_password() != new_password()
    assert new_token() != new_token()
