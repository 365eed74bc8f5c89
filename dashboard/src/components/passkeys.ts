import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import { api, dataOf } from '../api/client';

interface Flow<T> {
  flow_id: string;
  publicKey: T;
}

export const passkeysWork = browserSupportsWebAuthn();

export const passkeysInFields = browserSupportsWebAuthnAutofill;

/** What the browser answers to a challenge, as the server takes it. */
export async function showPasskey(options: {
  /** The half of a sign-in that it completes. */
  mfaToken?: string;
  /** Whether to offer it in the email's field rather than at once. */
  inField?: boolean;
}): Promise<Record<string, unknown>> {
  const body = options.mfaToken === undefined ? {} : { mfa_token: options.mfaToken };
  const begun = await api.session.send('/passkeys/login/options', body);
  const flow = dataOf<Flow<PublicKeyCredentialRequestOptionsJSON>>(begun);
  const credential = await startAuthentication({
    optionsJSON: flow.publicKey,
    useBrowserAutofill: options.inField ?? false,
  });
  return { flow_id: flow.flow_id, credential, ...body };
}

/** Ends an offer in a field. */
export function withdrawPasskeyOffer(): void {
  WebAuthnAbortService.cancelCeremony();
}

/** Lets the browser make a passkey; what the server wants to know of it, but for its name. */
export async function makePasskey(
  options: PublicKeyCredentialCreationOptionsJSON,
): Promise<unknown> {
  return startRegistration({ optionsJSON: options });
}
