import { nearestName } from '@sendotp-contract/message/nearest-name';
import { isResultCode, resultCodes, sandbox } from '@sendotp-contract/spec';

/** What is wrong with an access token that is written like one of the sandbox's; undefined for any other. */
export function unknownSandboxToken(token: string): string | undefined {
  const { tokenPrefix, noEmailToken } = sandbox;
  if (!token.startsWith(tokenPrefix) || token === noEmailToken) return undefined;
  const name = token.slice(tokenPrefix.length);
  if (isResultCode(name)) return undefined;
  const nearest = nearestName(name, Object.keys(resultCodes));
  return `the sandbox has no ${token}; ${nearest === undefined ? `expected ${tokenPrefix}<result code>` : `did you mean ${tokenPrefix}${nearest}?`}`;
}
