package dev.gatehouse.identity.passkeys;

import com.webauthn4j.converter.AuthenticatorDataConverter;
import com.webauthn4j.converter.exception.DataConversionException;
import com.webauthn4j.data.attestation.AttestationObject;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import tools.jackson.databind.JsonNode;

/// Reads an attestation object (WebAuthn section 6.5) for its key, as though nothing attested it.
///
/// The library reads a statement into its own classes before it can be told to leave it alone, and
/// refuses what does not fit them: formats that it does not know, names in a `tpm` statement that
/// are empty, security keys that say their make under `fido-u2f`. Nobody here asked for a
/// statement, and none is worth a user's key: it has to be a statement by its shape, and goes no
/// further. That is what browsers make of it when they are asked for none.
final class AttestedKey {
  private static final AuthenticatorDataConverter DATA =
      new AuthenticatorDataConverter(WebAuthnRules.CONVERTER);

  private AttestedKey() {}

  /// @throws DataConversionException when this is no attestation object
  static AttestationObject read(byte[] encoded) {
    JsonNode object = WebAuthnRules.CONVERTER.getCborMapper().readTree(encoded);
    JsonNode format = object.path("fmt");
    JsonNode statement = object.path("attStmt");
    JsonNode data = object.path("authData");
    if (!format.isString() || !statement.isContainer() || !data.isBinary()) {
      throw new DataConversionException("not an attestation object");
    }
    boolean none = format.stringValue().equals(NoneAttestationStatement.FORMAT);
    if (none && !(statement.isObject() && statement.isEmpty())) {
      throw new DataConversionException("a statement where there is none");
    }
    return new AttestationObject(DATA.convert(data.binaryValue()), new NoneAttestationStatement());
  }
}
