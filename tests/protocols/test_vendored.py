"""Files of others that we serve are those that were published."""

from __future__ import annotations

import hashlib

from runner import ROOT

HOME = ROOT / "protocols" / "static" / "zxing"
# zxing-wasm 3.1.4, as the package of that name on npm has them; beside its own licence (MIT).
DIGESTS = {
    "LICENSE": "fb506e4ade12d7a9efa67c9d76a9a28c8e15d347ca49a69e48e29b40b34ad2ab",
    "reader/index.js": "d90c69a827aff3b7c8c8ca310efebe91671ef076f7a0ec83722bfc542814f484",
    "reader/zxing_reader.wasm": "e8af31edb56d0522f4de74495839385ef019ba8bc90d38e5ecb2f18795d86fb2",
    "share.js": "08868fb770b0a4e4b9eb3d717015cd5fbf3ceb06492d4cb2d2dd2739db11890f",
    "writer/index.js": "d2c30a246bd62c9e2d3f76eb82e3518c09046fce4583b41b79bf00cf345abaf9",
    "writer/zxing_writer.wasm": "f78be8b66f1f6d6aba6ce1e34180d36bf509f73edc26ca542810f92c08dc5950",
}


def test_encoder_and_decoder_are_the_published_ones():
    found = {
        str(path.relative_to(HOME)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in HOME.rglob("*")
        if path.is_file()
    }

    assert found == DIGESTS


def test_code_knows_which_binary_it_belongs_to():
    for kind in ("reader", "writer"):
        code = (HOME / kind / "index.js").read_text()
        assert DIGESTS[f"{kind}/zxing_{kind}.wasm"] in code
