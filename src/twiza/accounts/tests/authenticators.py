"""A device that keeps one passkey, as a browser would speak for it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

PRESENT = AuthenticatorData.FLAG.UP
PRESENT_WITH_KEY = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT


@dataclass
class Device:
    """Answers the questions of one site, which it calls by the origin that the browser sees."""

    credential_id: bytes = b"the only passkey of this device"
    origin: str = "http://localhost"
    site: str = "localhost"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, challenge: str) -> str:
        """Return the answer to the question for a new passkey."""
        public = AttestedCredentialData.create(
            b"\0" * 16, self.credential_id, ES256.from_cryptography_key(self.key.public_key())
        )
        kept = AuthenticatorData.create(self.site_hash, PRESENT_WITH_KEY, 0, public)
        return self.answer(
            clientDataJSON=self.heard("webauthn.create", challenge),
            attestationObject=AttestationObject.create("none", kept, {}),
        )

    def use(self, challenge: str) -> str:
        """Return the answer to the question for a passkey that the site knows."""
        heard = self.heard("webauthn.get", challenge)
        said = AuthenticatorData.create(self.site_hash, PRESENT, 0)
        signature = self.key.sign(said + heard.hash, ec.ECDSA(SHA256()))
        return self.answer(clientDataJSON=heard, authenticatorData=said, signature=signature)

    def heard(self, purpose: str, challenge: str) -> CollectedClientData:
        """Return what the browser says that it was asked, and by whom."""
        return CollectedClientData.create(purpose, challenge, self.origin)

    def answer(self, **response: bytes) -> str:
        """Return an answer as our script writes it."""
        name = websafe_encode(self.credential_id)
        words = {part: websafe_encode(bytes(content)) for part, content in response.items()}
        return json.dumps(
            {"id": name, "rawId": name, "type": "public-key", "clientExtensionResults": {}, "response": words}
        )

    @property
    def site_hash(self) -> bytes:
        """Return the site's name as the device writes it down."""
        return sha256(self.site.encode()).digest()
