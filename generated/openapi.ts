// generated from spec/openapi.yaml (sha256 5d2f60b97fee4bf627ca1c2b77b40ed16f5316b35c62dee3c135c9d4bf6f8d0a) by npm run generate

export interface paths {
    readonly "/aps/api/v1/users/sendOTP": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send a one-time password to a user
         * @description The MPP finds the user by `accessToken`, generates an OTP, stores it for the later check, and hands it to the
         *     channel of `verifyType`. It returns `S` only after the OTP is stored and handed over.
         *
         *     The path is matched exactly: with another case, a trailing slash or another version it is a different path. A query
         *     string is part of the content to be signed and is otherwise ignored. A request target in absolute form
         *     (`http://host/path?query`) is the same call as its path and query: the server removes scheme and authority before it
         *     matches the path and verifies the signature.
         *
         *     The same signed message again within the tolerance, by a retry or by a replay, gets the outcome of the first one:
         *     no second OTP is sent, and `verifyRequestId` is the same. Two messages are the same if their content to be signed is
         *     the same (path with query, `Client-Id`, `Request-Time`, body), whatever way the signature is written and whatever the
         *     other headers are. A message whose signature does not verify is not compared with others. `F` is kept as `S` is.
         *     `REQUEST_TRAFFIC_EXCEED_LIMIT` is not kept. `UNKNOWN_EXCEPTION` is kept: a resend never sends a second OTP.
         */
        readonly post: operations["sendOTP"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description Every value is a JSON string: `"20"`, not `20`. An optional parameter may be left out or `null`, but not `""`.
         *     Lengths count characters (Unicode code points). Parameters that are not in this contract are ignored.
         */
        readonly SendOtpRequest: {
            /**
             * @description The id that Alipay+ assigned to the acquirer (Acquiring Service Provider, ACQP) of the payment.
             * @example 1022172000000000001
             */
            readonly acquirerId: string;
            /**
             * @description The id that Alipay+ assigned to the MPP that is called.
             * @example 1022172000000000002
             */
            readonly pspId: string;
            /**
             * @description The MPP's token for one of its users, the one who gets the OTP. It is a secret - keep it out of logs.
             * @example 281010033AB2F588D14B43238637264FCA5AAF35xxxx
             */
            readonly accessToken: string;
            readonly verifyType?: components["schemas"]["VerifyType"];
        };
        /**
         * @description The channel for the OTP: `MOBILE` sends it to the user's mobile phone, `EMAIL` to the user's e-mail address.
         *     Left out or `null` means `MOBILE`.
         * @default MOBILE
         * @enum {string|null}
         */
        readonly VerifyType: "MOBILE" | "EMAIL" | null;
        /** @description The outcome. `result.resultStatus` tells the three variants apart. */
        readonly SendOtpResponse: components["schemas"]["OtpSent"] | components["schemas"]["OtpNotSent"] | components["schemas"]["OtpUnknown"];
        /**
         * Sent (S)
         * @description The OTP is stored and handed to the channel.
         */
        readonly OtpSent: {
            readonly result: components["schemas"]["ResultS"];
            /**
             * @description The MPP's id of this OTP, unique to it. Alipay+ sends it back, together with the code that the user entered,
             *     when it checks the OTP.
             * @example 20261123000000000000000000000001
             */
            readonly verifyRequestId: string;
        };
        /**
         * Not sent (F)
         * @description No OTP was sent. The same request fails the same way again.
         */
        readonly OtpNotSent: {
            readonly result: components["schemas"]["ResultF"];
        };
        /**
         * Unknown (U)
         * @description Whether an OTP was sent is unknown, or the server did not try because of too much traffic.
         */
        readonly OtpUnknown: {
            readonly result: components["schemas"]["ResultU"];
        };
        /** @description The result if the OTP was sent. */
        readonly ResultS: {
            /**
             * @description Sent.
             * @constant
             */
            readonly resultStatus: "S";
            /**
             * @description The only code of this status.
             * @constant
             */
            readonly resultCode: "SUCCESS";
            readonly resultMessage?: components["schemas"]["ResultMessage"];
        };
        /** @description The result if the OTP was not sent. */
        readonly ResultF: {
            /**
             * @description Failed.
             * @constant
             */
            readonly resultStatus: "F";
            /**
             * @description The reason. Each of these codes always has the status `F`.
             * @enum {string}
             */
            readonly resultCode: "ACCESS_DENIED" | "EXPIRED_ACCESS_TOKEN" | "INVALID_CLIENT" | "INVALID_SIGNATURE" | "INVALID_TOKEN" | "KEY_NOT_FOUND" | "MEDIA_TYPE_NOT_ACCEPTABLE" | "METHOD_NOT_SUPPORTED" | "NO_INTERFACE_DEF" | "OTP_SEND_TIMES_EXCEED_LIMIT" | "PARAM_ILLEGAL" | "PROCESS_FAIL" | "USER_NOT_EXIST" | "USER_STATUS_ABNORMAL";
            readonly resultMessage?: components["schemas"]["ResultMessage"];
        };
        /** @description The result if it is unknown whether the OTP was sent. */
        readonly ResultU: {
            /**
             * @description Unknown.
             * @constant
             */
            readonly resultStatus: "U";
            /**
             * @description The reason. Each of these codes always has the status `U`.
             * @enum {string}
             */
            readonly resultCode: "REQUEST_TRAFFIC_EXCEED_LIMIT" | "UNKNOWN_EXCEPTION";
            readonly resultMessage?: components["schemas"]["ResultMessage"];
        };
        /** @description The message of the code, for people. Programs use status and code. */
        readonly ResultMessage: string;
    };
    responses: never;
    parameters: {
        /**
         * @description Identifies the caller. The signature is verified with the public keys that are registered for it.
         * @example SANDBOX_ALIPAY_PLUS
         */
        readonly ClientId: string;
        /**
         * @description Time of signing: ISO 8601, extended form, with `Z` or an offset (`+05:30` or `+0530`) and any number of fraction
         *     digits. A date that does not exist is `PARAM_ILLEGAL`, and so are epoch milliseconds. A time that differs from the
         *     server's clock by more than the tolerance (default 10 minutes) is `ACCESS_DENIED`.
         */
        readonly RequestTime: string;
        /**
         * @description `key=value` pairs in any order, separated by commas, with or without blanks or tabs before and after a comma. A
         *     value may itself contain `=`. `algorithm` is `RSA256`, in upper or lower case; default `RSA256`. `keyVersion` names
         *     the key; default: the newest key. `signature` is the signature in base64, URL-encoded; plain base64 and base64url
         *     are also accepted.
         * @example algorithm=RSA256, keyVersion=1, signature=ju0gwPClpUelapobB8gBANzkiy%2FBs1VqhxS8jJhVKfXCVvS37PkOPh2tPlWsml8N7FwwnxCD5gM%2FhgiuP1CyayJvvZsd61ydRFvQExUKS6spCt2YmYS4B8CtM9328%2FHXg7Wvc5WPsscs8RzS2lT84oRYKBQGf%2BnwDqaKRCB4QzXQMK3pWwChiCFFtth%2Bn%2BEknbQ6bpp7Dx4thIAp21nJBVfYG7G2izpfxxfyqUmZ8%2F49BGKN7VkM23qty%2FcStLkGKbqrgK74jMa3x4AxRdzr%2BEuTiVFMWyaykgSZ8niucVZX30lutGx1lvQwAgZI3qfw3RPwCIy4xcbbB%2BiMY1hqhQ%3D%3D
         */
        readonly Signature: string;
        /**
         * @description Passed through to the MPP's code. It is never required, and no rule depends on it.
         * @example agent-7
         */
        readonly AgentToken: string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description The `Client-Id` of the request; empty if the request has none. It is part of the content to be signed.
         * @example SANDBOX_ALIPAY_PLUS
         */
        readonly "Client-Id": string;
        /**
         * @description Time of signing, in the form of `Request-Time`. A caller refuses a response that is too old (SIG-10).
         * @example 2026-11-23T00:00:01.234Z
         */
        readonly "Response-Time": string;
        /**
         * @description The MPP's signature of this response, in the form of the request's `Signature`. The signature is base64 **and**
         *     URL-encoded: the vendor's SDKs do not verify it otherwise. A caller accepts a response without `Signature` and
         *     `Response-Time` only if its status is `F` or `U`, and never a response with only one of the two.
         * @example algorithm=RSA256, keyVersion=1, signature=KlpttU6BTpmoFxDCQJs2kC60iM2SvLsUh5SRjQuf8ncyg9IH7kyfSR6ngJMhVvZHRsjR%2Fo4fxnW0FR%2Fv2TY6xq6fDJP8PnrQ0z0tL%2Bq3Mb%2B5TS8bJKro8OA719YDGHlcG2WFTBkSdywKqK6r1Kdr%2BDnQdBnFNii5%2F2f2Mu4gu0bfcP1t2YnGPCyGzur7wvW54aD7atmVvUqqVk1JSAhoHBzocZsKVOmhjBVSnXlDSJ%2BbFg4kYgDlonNS9qQOmfLz%2Buixcco19nLgbr0o7iY57S6Sex3seNXlukmEtpH1L6ffeqdVO8SDpCA2ttcQoNj%2FAUpVFMq5dBuk4LBjpeHUFg%3D%3D
         */
        readonly Signature: string;
    };
    pathItems: never;
}
export type SendOtpRequest = components['schemas']['SendOtpRequest'];
export type VerifyType = components['schemas']['VerifyType'];
export type SendOtpResponse = components['schemas']['SendOtpResponse'];
export type OtpSent = components['schemas']['OtpSent'];
export type OtpNotSent = components['schemas']['OtpNotSent'];
export type OtpUnknown = components['schemas']['OtpUnknown'];
export type ResultS = components['schemas']['ResultS'];
export type ResultF = components['schemas']['ResultF'];
export type ResultU = components['schemas']['ResultU'];
export type ResultMessage = components['schemas']['ResultMessage'];
export type ParameterClientId = components['parameters']['ClientId'];
export type ParameterRequestTime = components['parameters']['RequestTime'];
export type ParameterSignature = components['parameters']['Signature'];
export type ParameterAgentToken = components['parameters']['AgentToken'];
export type HeaderClientId = components['headers']['Client-Id'];
export type HeaderResponseTime = components['headers']['Response-Time'];
export type HeaderSignature = components['headers']['Signature'];
export type $defs = Record<string, never>;
export interface operations {
    readonly sendOTP: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description Identifies the caller. The signature is verified with the public keys that are registered for it.
                 * @example SANDBOX_ALIPAY_PLUS
                 */
                readonly "Client-Id": components["parameters"]["ClientId"];
                /**
                 * @description Time of signing: ISO 8601, extended form, with `Z` or an offset (`+05:30` or `+0530`) and any number of fraction
                 *     digits. A date that does not exist is `PARAM_ILLEGAL`, and so are epoch milliseconds. A time that differs from the
                 *     server's clock by more than the tolerance (default 10 minutes) is `ACCESS_DENIED`.
                 */
                readonly "Request-Time": components["parameters"]["RequestTime"];
                /**
                 * @description `key=value` pairs in any order, separated by commas, with or without blanks or tabs before and after a comma. A
                 *     value may itself contain `=`. `algorithm` is `RSA256`, in upper or lower case; default `RSA256`. `keyVersion` names
                 *     the key; default: the newest key. `signature` is the signature in base64, URL-encoded; plain base64 and base64url
                 *     are also accepted.
                 * @example algorithm=RSA256, keyVersion=1, signature=ju0gwPClpUelapobB8gBANzkiy%2FBs1VqhxS8jJhVKfXCVvS37PkOPh2tPlWsml8N7FwwnxCD5gM%2FhgiuP1CyayJvvZsd61ydRFvQExUKS6spCt2YmYS4B8CtM9328%2FHXg7Wvc5WPsscs8RzS2lT84oRYKBQGf%2BnwDqaKRCB4QzXQMK3pWwChiCFFtth%2Bn%2BEknbQ6bpp7Dx4thIAp21nJBVfYG7G2izpfxxfyqUmZ8%2F49BGKN7VkM23qty%2FcStLkGKbqrgK74jMa3x4AxRdzr%2BEuTiVFMWyaykgSZ8niucVZX30lutGx1lvQwAgZI3qfw3RPwCIy4xcbbB%2BiMY1hqhQ%3D%3D
                 */
                readonly Signature: components["parameters"]["Signature"];
                /**
                 * @description Passed through to the MPP's code. It is never required, and no rule depends on it.
                 * @example agent-7
                 */
                readonly "Agent-Token"?: components["parameters"]["AgentToken"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description The acquirer, the MPP, the user, and the channel for the OTP. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SendOtpRequest"];
            };
        };
        readonly responses: {
            /**
             * @description Every outcome; `result` contains it. No outcome has another HTTP status: the vendor's Java, Python and PHP SDKs
             *     treat any other status as a transport failure and do not read the body.
             *
             *     The MPP writes the header names in lower case on the wire, as HTTP/2 does: the vendor's PHP and Python SDKs look
             *     them up case-sensitively in lower case, and the PHP SDK skips the verification without a message when it does
             *     not find them.
             */
            readonly 200: {
                headers: {
                    readonly "Client-Id": components["headers"]["Client-Id"];
                    readonly "Response-Time": components["headers"]["Response-Time"];
                    readonly Signature: components["headers"]["Signature"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SendOtpResponse"];
                };
            };
        };
    };
}
