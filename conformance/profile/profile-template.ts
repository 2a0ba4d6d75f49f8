import { contract as shipped, type Contract } from '@sendotp-contract/spec';
import { tokenFixtures, tokenNames } from './fixture.js';

/** A commented profile to start from, as `npx sendotp-contract check --init` writes it. */
export function profileTemplate({ operations }: Contract = shipped): string {
  const tokens = tokenNames
    .filter((name) => name !== 'valid')
    .map(
      (name) =>
        `  # ${tokenFixtures[name].of}: ${name === 'noEmail' ? 'PROCESS_FAIL for EMAIL' : tokenFixtures[name].code}\n  # ${name}: '…'`,
    )
    .join('\n');
  const paths = Object.values(operations).map(({ path }) => path);
  return `# The profile of one MPP, for: npx sendotp-contract check --profile conformance.yaml
# Keep it out of version control: access tokens are secrets.

# Scheme, host and port, and the path prefix under which the MPP is reached, if it has one.
# The operation's own path (${paths.join(', ')}) is appended.
baseUrl: https://mpp.example.net

# What stands before the operation's path when it is signed. Default: the path of baseUrl.
# signedPathPrefix: /mpp/gateway

# The operations that the MPP has. Default: every operation of the contract.
# operations: [${Object.keys(operations).join(',')}]

# The caller, as the MPP has registered it. keyVersion is the newest one that is registered.
clientId: MY_CLIENT_ID
keyVersion: '1'

# The private key that signs, whose public half the MPP has registered: a file beside this one, PEM or bare base64 DER.
privateKey: keys/caller.private.pem

# The MPP's public keys by version, to verify its responses.
publicKeys:
  '1': keys/mpp.public.pem

# The agreement under which the users were bound.
acquirerId: MY_ACQUIRER_ID
pspId: MY_PSP_ID

# One access token for each outcome that the MPP can be brought to. A case whose token is missing is not tried.
accessTokens:
  # An active user with a phone and an e-mail address. This user gets a few OTPs. If a sending limit prevents that,
  # write a list of tokens: they are used in turn.
  valid: 'REPLACE_ME'
${tokens}

# A key of this client that is registered beside the newest, as during a key rotation.
# olderKey:
#   keyVersion: '0'
#   privateKey: keys/caller.older.private.pem

# A client that is known but over its traffic limit. Its key is the one above unless it has its own here.
# throttledClient:
#   clientId: MY_THROTTLED_CLIENT_ID
#   # The newest version of its key that is registered; without it, that of the client above.
#   keyVersion: '1'
#   # Its key, if it is another than the one above.
#   privateKey: keys/throttled.private.pem

# What the target lacks by design, when it is a mock without users: it takes any acquirerId and pspId
# (agreements), any access token (unknownTokens). The cases about that are not tried.
# lacks: [agreements,unknownTokens]

# An access token that only a mock answers with KEY_NOT_FOUND: no user leads to that code. A target that does lacks both.
# mockToken: 'mock:KEY_NOT_FOUND'

# How far Request-Time may be from the MPP's clock, in minutes.
toleranceMinutes: 10

# How long one response may take, in ms.
timeoutMs: 10000

# The most OTPs that one run may cause. A case that could exceed this number is not tried.
maxOtps: 10
`;
}
