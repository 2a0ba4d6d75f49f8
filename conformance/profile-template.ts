import { tokenFixtures, type TokenName } from './fixtures.js';

/** A commented profile to start from, as `sendotp check --init` writes it. */
export function profileTemplate(): string {
  const tokens = (Object.keys(tokenFixtures) as TokenName[])
    .filter((name) => name !== 'valid')
    .map(
      (name) =>
        `  # ${tokenFixtures[name].of}: ${name === 'noEmail' ? 'PROCESS_FAIL for EMAIL' : tokenFixtures[name].code}\n  # ${name}: '…'`,
    )
    .join('\n');
  return `# The profile of one sendOTP implementation, for: sendotp check --profile conformance.yaml
# Keep it out of version control: access tokens are secrets.

# Scheme, host and port, and the path prefix under which the MPP is reached, if it has one.
# The operation's own path (/aps/api/v1/users/sendOTP) is put after it.
baseUrl: https://mpp.example.net

# What stands before the operation's path when it is signed. Left out: the path of baseUrl.
# signedPathPrefix: /mpp/gateway

# Who calls, as the MPP has registered it. keyVersion is the newest one that is registered.
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
  # An active user with a phone and an e-mail address. This user is sent a few OTPs. When a sending limit stands in the
  # way, give a list: each OTP goes to the next.
  valid: 'REPLACE_ME'
${tokens}

# A key of this client that is registered beside the newest, as during a rotation.
# olderKey:
#   keyVersion: '0'
#   privateKey: keys/caller.older.private.pem

# A client that is known but over its traffic limit. Its key is the one above unless it has its own here.
# throttledClient:
#   clientId: MY_THROTTLED_CLIENT_ID

# What the target lacks by design, when it is a mock that stands for no users: it takes any acquirerId and pspId
# (agreements), any access token (unknownTokens). The cases about it are not tried then.
# lacks: [agreements,unknownTokens]

# How far Request-Time may be from the MPP's clock, in minutes.
toleranceMinutes: 10

# How long one response may take, in ms.
timeoutMs: 10000

# The most OTPs that one run may cause. A case that may cause more than are left is not tried.
maxOtps: 10
`;
}
