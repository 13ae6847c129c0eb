/**
 * Passkeys: a form with `data-passkey` asks the browser's own window for one, and takes the answer along in its field
 * `credential`. Without this script, or in a browser that has no passkeys, its `data-passkey-without` stays in sight.
 *
 * Server and browser speak of bytes in different ways: the server in base64url, the browser in buffers.
 */
interface Descriptor {
  readonly type: PublicKeyCredentialType;
  readonly id: string;
}

/** What the server asks when a passkey is to be made. */
export interface CreationQuestion extends Omit<PublicKeyCredentialCreationOptions, 'challenge' | 'user' | 'excludeCredentials'> {
  readonly challenge: string;
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string };
  readonly excludeCredentials?: readonly Descriptor[];
}

/** What the server asks when a passkey is to be used. */
export interface RequestQuestion extends Omit<PublicKeyCredentialRequestOptions, 'challenge' | 'allowCredentials'> {
  readonly challenge: string;
  readonly allowCredentials?: readonly Descriptor[];
}

type Refusal = 'cancelled' | 'known' | 'failed';

export function wirePasskeys(root: Document): void {
  if (!('PublicKeyCredential' in globalThis)) return;
  for (const form of root.querySelectorAll<HTMLFormElement>('form[data-passkey]')) offerPasskey(root, form);
}

function offerPasskey(root: Document, form: HTMLFormElement): void {
  const question = root.getElementById(form.dataset['question'] ?? '')?.textContent;
  const button = form.querySelector<HTMLButtonElement>('[data-passkey-with]');
  const field = form.querySelector<HTMLInputElement>('[name=credential]');
  if (!question || !button || !field) return;
  form.querySelector('[data-passkey-without]')?.setAttribute('hidden', '');
  button.hidden = false;
  let isAnswered = false;
  form.addEventListener('submit', (event) => {
    if (isAnswered) return;
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    answerTo(form.dataset['passkey'] ?? '', question)
      .then((credential) => {
        field.value = credential;
        isAnswered = true;
        button.disabled = false;
        form.requestSubmit(button);
      })
      .catch((error: unknown) => {
        button.disabled = false;
        button.focus();
        say(form, refusalOf(error));
      });
  });
}

/** Show in words why no passkey came. */
function say(form: HTMLFormElement, refusal: Refusal): void {
  const said = form.querySelector<HTMLElement>('[data-passkey-said]');
  const words = said?.querySelector('p');
  if (!said || !words) return;
  said.dataset['failed'] ??= words.textContent ?? '';
  words.textContent = said.dataset[refusal] ?? '';
  said.hidden = false;
}

/** Ask for a passkey, and return what it says as the server reads it. */
async function answerTo(purpose: string, question: string): Promise<string> {
  const asked: unknown = JSON.parse(question);
  const credential =
    purpose === 'create'
      ? await navigator.credentials.create({ publicKey: creationOptions((asked as { publicKey: CreationQuestion }).publicKey) })
      : await navigator.credentials.get({ publicKey: requestOptions((asked as { publicKey: RequestQuestion }).publicKey) });
  if (!credential) throw new TypeError('The browser answered with nothing.');
  return JSON.stringify(credentialInWords(credential as PublicKeyCredential));
}

/** Say of what kind an error of the browser is. */
export function refusalOf(error: unknown): Refusal {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'AbortError') return 'cancelled';
  return name === 'InvalidStateError' ? 'known' : 'failed';
}

/** Return what the browser wants to know before it makes a passkey. */
export function creationOptions(question: CreationQuestion): PublicKeyCredentialCreationOptions {
  return {
    ...question,
    challenge: bytesOf(question.challenge),
    user: { ...question.user, id: bytesOf(question.user.id) },
    excludeCredentials: (question.excludeCredentials ?? []).map(inBytes),
  };
}

/** Return what the browser wants to know before it uses a passkey. */
export function requestOptions(question: RequestQuestion): PublicKeyCredentialRequestOptions {
  return {
    ...question,
    challenge: bytesOf(question.challenge),
    allowCredentials: (question.allowCredentials ?? []).map(inBytes),
  };
}

function inBytes(descriptor: Descriptor): PublicKeyCredentialDescriptor {
  return { ...descriptor, id: bytesOf(descriptor.id) };
}

/** Return a credential as the server reads it: WebAuthn's own JSON, which older browsers cannot write. */
export function credentialInWords(credential: PublicKeyCredential): Record<string, unknown> {
  return {
    id: credential.id,
    rawId: wordsOf(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: responseInWords(credential.response),
  };
}

function responseInWords(response: AuthenticatorResponse): Record<string, string> {
  const clientDataJSON = wordsOf(response.clientDataJSON);
  if ('attestationObject' in response) {
    return { clientDataJSON, attestationObject: wordsOf((response as AuthenticatorAttestationResponse).attestationObject) };
  }
  const { authenticatorData, signature } = response as AuthenticatorAssertionResponse;
  return { clientDataJSON, authenticatorData: wordsOf(authenticatorData), signature: wordsOf(signature) };
}

/** Return the bytes of a text in base64url. */
export function bytesOf(words: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(words.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}

/** Return bytes as a text in base64url, without padding. */
export function wordsOf(bytes: ArrayBuffer): string {
  const letters = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
