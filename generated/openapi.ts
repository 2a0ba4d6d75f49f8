// generated from spec/openapi.yaml (sha256 ea411e340dbf28d2c2db7cb4736064afd84a0f3ba844ae8e8b52152396e3e7dc) by npm run generate

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
         * @description The MPP finds the user by `accessToken`, makes an OTP, keeps it for the later check, and hands it to the
         *     channel that `verifyType` names. It answers `S` only after the OTP is both stored and handed over.
         *
         *     The path is matched exactly: another case, a trailing slash or another version is another path. A query
         *     string is part of what is signed and otherwise ignored.
         *
         *     The same signed message sent twice, by a retry or by somebody who recorded it, gets the first answer again:
         *     no second OTP, the same `verifyRequestId`.
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
         * @description Every value is a JSON string: `"20"`, never `20`. An optional parameter is left out or `null`, never `""`.
         *     Lengths count characters (Unicode code points). Parameters that this contract does not know are ignored.
         */
        readonly SendOtpRequest: {
            /**
             * @description The Acquiring Service Provider (ACQP) behind the payment, by the id that Alipay+ gave it.
             * @example 1022172000000000001
             */
            readonly acquirerId: string;
            /**
             * @description The MPP that is called, by the id that Alipay+ gave it.
             * @example 1022172000000000002
             */
            readonly pspId: string;
            /**
             * @description The MPP's token for one of its users. It says who gets the OTP. A secret - keep it out of logs.
             * @example 281010033AB2F588D14B43238637264FCA5AAF35xxxx
             */
            readonly accessToken: string;
            readonly verifyType?: components["schemas"]["VerifyType"];
        };
        /**
         * @description Where the OTP goes: `MOBILE` to the user's phone, `EMAIL` to the user's e-mail address.
         *     Left out or `null`: `MOBILE`.
         * @default MOBILE
         * @enum {string|null}
         */
        readonly VerifyType: "MOBILE" | "EMAIL" | null;
        /** @description The outcome. Which of the three it is stands in `result.resultStatus`. */
        readonly SendOtpResponse: components["schemas"]["OtpSent"] | components["schemas"]["OtpNotSent"] | components["schemas"]["OtpUnknown"];
        /**
         * Sent (S)
         * @description The OTP is stored and on its way to the user.
         */
        readonly OtpSent: {
            readonly result: components["schemas"]["ResultS"];
            /**
             * @description The MPP's id for this one OTP, never used for another. Alipay+ sends it back, with what the user typed,
             *     when it asks whether the OTP is right.
             * @example 20261123000000000000000000000001
             */
            readonly verifyRequestId: string;
        };
        /**
         * Not sent (F)
         * @description No OTP was sent. The same request would fail the same way again.
         */
        readonly OtpNotSent: {
            readonly result: components["schemas"]["ResultF"];
        };
        /**
         * Unknown (U)
         * @description Whether an OTP was sent is not known, or the server was too busy to try.
         */
        readonly OtpUnknown: {
            readonly result: components["schemas"]["ResultU"];
        };
        /** @description The result of an OTP that was sent. */
        readonly ResultS: {
            /**
             * @description Sent.
             * @constant
             */
            readonly resultStatus: "S";
            /**
             * @description The one code of this status.
             * @constant
             */
            readonly resultCode: "SUCCESS";
            readonly resultMessage?: components["schemas"]["ResultMessage"];
        };
        /** @description The result of an OTP that was not sent. */
        readonly ResultF: {
            /**
             * @description Failed.
             * @constant
             */
            readonly resultStatus: "F";
            /**
             * @description Why. Each of these codes has the status `F` and no other.
             * @enum {string}
             */
            readonly resultCode: "ACCESS_DENIED" | "EXPIRED_ACCESS_TOKEN" | "INVALID_CLIENT" | "INVALID_SIGNATURE" | "INVALID_TOKEN" | "KEY_NOT_FOUND" | "MEDIA_TYPE_NOT_ACCEPTABLE" | "METHOD_NOT_SUPPORTED" | "NO_INTERFACE_DEF" | "OTP_SEND_TIMES_EXCEED_LIMIT" | "PARAM_ILLEGAL" | "PROCESS_FAIL" | "USER_NOT_EXIST" | "USER_STATUS_ABNORMAL";
            readonly resultMessage?: components["schemas"]["ResultMessage"];
        };
        /** @description The result of an OTP of which nobody knows whether it was sent. */
        readonly ResultU: {
            /**
             * @description Unknown.
             * @constant
             */
            readonly resultStatus: "U";
            /**
             * @description Why. Each of these codes has the status `U` and no other.
             * @enum {string}
             */
            readonly resultCode: "REQUEST_TRAFFIC_EXCEED_LIMIT" | "UNKNOWN_EXCEPTION";
            readonly resultMessage?: components["schemas"]["ResultMessage"];
        };
        /** @description The code's sentence, for people. Programs go by status and code. */
        readonly ResultMessage: string;
    };
    responses: never;
    parameters: {
        /**
         * @description Who is calling. It decides which public keys the signature is checked with.
         * @example SANDBOX_ALIPAY_PLUS
         */
        readonly ClientId: string;
        /**
         * @description When the request was signed: ISO 8601, extended form, with `Z` or an offset (`+05:30` or `+0530`) and any
         *     number of fraction digits. It must be a date that exists. Further than 10 minutes from the server's clock,
         *     the request is refused with `ACCESS_DENIED`.
         */
        readonly RequestTime: string;
        /**
         * @description `key=value` pairs, separated by commas, in any order, with or without blanks after a comma. A value may
         *     itself contain `=`. `algorithm` is `RSA256` in any case and may be left out; `keyVersion` may be left out
         *     and then means the newest key; `signature` is the base64 of the signature, URL-encoded. Plain base64 and
         *     base64url are accepted too.
         * @example algorithm=RSA256, keyVersion=1, signature=ju0gwPClpUelapobB8gBANzkiy%2FBs1VqhxS8jJhVKfXCVvS37PkOPh2tPlWsml8N7FwwnxCD5gM%2FhgiuP1CyayJvvZsd61ydRFvQExUKS6spCt2YmYS4B8CtM9328%2FHXg7Wvc5WPsscs8RzS2lT84oRYKBQGf%2BnwDqaKRCB4QzXQMK3pWwChiCFFtth%2Bn%2BEknbQ6bpp7Dx4thIAp21nJBVfYG7G2izpfxxfyqUmZ8%2F49BGKN7VkM23qty%2FcStLkGKbqrgK74jMa3x4AxRdzr%2BEuTiVFMWyaykgSZ8niucVZX30lutGx1lvQwAgZI3qfw3RPwCIy4xcbbB%2BiMY1hqhQ%3D%3D
         */
        readonly Signature: string;
        /**
         * @description Handed through to the MPP's own code. Nothing depends on it.
         * @example agent-7
         */
        readonly AgentToken: string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description The caller's, echoed; empty when the caller sent none. It is part of what the response signs.
         * @example SANDBOX_ALIPAY_PLUS
         */
        readonly "Client-Id": string;
        /**
         * @description When the response was signed. Same form as `Request-Time`.
         * @example 2026-11-23T00:00:01.234Z
         */
        readonly "Response-Time": string;
        /**
         * @description The MPP's signature over this response, in the form of the request's. A caller accepts a response without
         *     `Signature` and `Response-Time` only when its status is `F` or `U`, and never one with only one of the two.
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
                 * @description Who is calling. It decides which public keys the signature is checked with.
                 * @example SANDBOX_ALIPAY_PLUS
                 */
                readonly "Client-Id": components["parameters"]["ClientId"];
                /**
                 * @description When the request was signed: ISO 8601, extended form, with `Z` or an offset (`+05:30` or `+0530`) and any
                 *     number of fraction digits. It must be a date that exists. Further than 10 minutes from the server's clock,
                 *     the request is refused with `ACCESS_DENIED`.
                 */
                readonly "Request-Time": components["parameters"]["RequestTime"];
                /**
                 * @description `key=value` pairs, separated by commas, in any order, with or without blanks after a comma. A value may
                 *     itself contain `=`. `algorithm` is `RSA256` in any case and may be left out; `keyVersion` may be left out
                 *     and then means the newest key; `signature` is the base64 of the signature, URL-encoded. Plain base64 and
                 *     base64url are accepted too.
                 * @example algorithm=RSA256, keyVersion=1, signature=ju0gwPClpUelapobB8gBANzkiy%2FBs1VqhxS8jJhVKfXCVvS37PkOPh2tPlWsml8N7FwwnxCD5gM%2FhgiuP1CyayJvvZsd61ydRFvQExUKS6spCt2YmYS4B8CtM9328%2FHXg7Wvc5WPsscs8RzS2lT84oRYKBQGf%2BnwDqaKRCB4QzXQMK3pWwChiCFFtth%2Bn%2BEknbQ6bpp7Dx4thIAp21nJBVfYG7G2izpfxxfyqUmZ8%2F49BGKN7VkM23qty%2FcStLkGKbqrgK74jMa3x4AxRdzr%2BEuTiVFMWyaykgSZ8niucVZX30lutGx1lvQwAgZI3qfw3RPwCIy4xcbbB%2BiMY1hqhQ%3D%3D
                 */
                readonly Signature: components["parameters"]["Signature"];
                /**
                 * @description Handed through to the MPP's own code. Nothing depends on it.
                 * @example agent-7
                 */
                readonly "Agent-Token"?: components["parameters"]["AgentToken"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description Who asks, whom the user belongs to, which user, and over which channel. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SendOtpRequest"];
            };
        };
        readonly responses: {
            /**
             * @description Every outcome, good or bad. `result` says which; no other HTTP status is ever used for one, because the
             *     vendor's libraries take any other status for a transport failure and never read the body.
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
