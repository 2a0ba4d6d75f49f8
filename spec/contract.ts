/** `S` succeeded, `F` failed, `U` unknown. */
export type ResultStatus = 'S' | 'F' | 'U';

/** `never`: the same request has the same outcome. `backoff`: nothing was done. `same-bytes`: it may have been done. */
export type RetryAdvice = 'never' | 'backoff' | 'same-bytes';

/** A result code with its status, its message and the advice on trying again (RC-1 and following). */
export interface ResultCodeRow {
  readonly code: string;
  readonly rule: string;
  readonly status: ResultStatus;
  readonly message: string;
  readonly when: string;
  readonly retry: RetryAdvice;
  readonly advice: string;
}

/** One step of the order of checks: the first check that fails answers with one of its codes. */
export interface Check {
  readonly check: string;
  readonly codes: readonly string[];
}

/** A field of a body with its limits. Lengths count characters, that is Unicode code points (REQ-11). */
export interface Field {
  /** `string`, or what else the schema allows: then it has no limits here. */
  readonly type: string;
  readonly required: boolean;
  /** Whether `null` may stand for a field that is left out (REQ-3). */
  readonly nullable: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Every value that is allowed, when they are listed. */
  readonly values?: readonly string[];
  /** What a field that is left out or null means. */
  readonly default?: string;
  /** The rules that describe it. */
  readonly rules: readonly string[];
}

/** One place where a value leaves its schema. Names the place and the keyword, never the value. */
export interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Tells whether a value fits a schema; `errors` says of the last value why not. */
export interface Validator<T> {
  (value: unknown): value is T;
  errors?: readonly SchemaError[] | null;
}

/** What a caller needs of a result code. */
export type CalledResultCode = Pick<ResultCodeRow, 'status' | 'retry'> &
  Partial<Pick<ResultCodeRow, 'message'>>;

/** What a caller needs of one operation, which is little: a page loads it. An `Operation` is one, too. */
export interface CalledOperation {
  /** The operation's name on the wire. */
  readonly operationId: string;
  readonly method: string;
  /** Matched exactly (CALL-2). */
  readonly path: string;
  /** Every code that the operation returns. */
  readonly resultCodes: Readonly<Record<string, CalledResultCode>>;
  /** Loads the messages that `resultCodes` leaves out: they are needed only for an `F` or `U` without one (RES-1). */
  readonly messages?: () => Promise<Readonly<Record<string, string>>>;
  /** The parameters of the request body. */
  readonly parameters: Readonly<Record<string, Field>>;
  /** The fields of the response body beside `result`, which are there with `S` only. */
  readonly successFields: Readonly<Record<string, Field>>;
  /** Left out when `parameters` say everything that the schema says. */
  readonly validateRequest?: Validator<object>;
  /** Left out when `resultCodes` and `successFields` say everything that the schema says. */
  readonly validateResponse?: Validator<object>;
}

/** Everything that the contract says of one operation. */
export interface Operation extends CalledOperation {
  readonly resultCodes: Readonly<Record<string, ResultCodeRow>>;
  readonly orderOfChecks: readonly Check[];
  /** Parameters that nobody may read in a log, a report or an error message. */
  readonly secrets: readonly string[];
  /** Parameters that name no person: logs may hold them. */
  readonly loggable: readonly string[];
  /** The body of a plain call. */
  readonly plainRequest: Readonly<Record<string, unknown>>;
  readonly validateRequest: Validator<object>;
  readonly validateResponse: Validator<object>;
}

/** A rule of the contract: its sentence and where it comes from. */
export interface Rule {
  readonly text: string;
  readonly source: readonly string[];
}

/**
 * The fixed names of the sandbox. A sandbox access token is `tokenPrefix` and the result code it leads to; one more belongs to
 * a user without an e-mail address.
 */
export interface SandboxNames {
  readonly clientId: string;
  readonly keyVersion: string;
  /** A key of the client that is registered beside the newest (SIG-5). */
  readonly olderKeyVersion: string;
  /** A client with the same keys that is over its traffic limit (RC-16). */
  readonly throttledClientId: string;
  readonly acquirerId: string;
  readonly pspId: string;
  readonly tokenPrefix: string;
  readonly noEmailToken: string;
}

/** A contract, as it is generated from its OpenAPI document. */
export interface Contract {
  readonly operations: Readonly<Record<string, Operation>>;
  /** Every result code of every operation: a code has one status and one message throughout. */
  readonly resultCodes: Readonly<Record<string, ResultCodeRow>>;
  readonly rules: Readonly<Record<string, Rule>>;
  readonly sandbox: SandboxNames;
}

/** The ids of a contract's operations. */
export type OperationIdOf<C extends Contract> = keyof C['operations'] & string;

/** The request body of an operation as a caller writes it. */
export type RequestOf<Op extends Operation> =
  Op['validateRequest'] extends Validator<infer Body> ? Body : never;

/** The response body of an operation. */
export type ResponseOf<Op extends Operation> =
  Op['validateResponse'] extends Validator<infer Body> ? Body : never;

/** The request as a handler gets it: what the contract knows of it, with every default in place (REQ-3, REQ-10). */
export type AcceptedRequestOf<Op extends Operation> = {
  readonly [
    Name in keyof RequestOf<Op> & keyof Op['parameters'] as Op['parameters'][Name] extends
      { readonly required: true } | { readonly default: string }
      ? Name
      : never
  ]-?: NonNullable<RequestOf<Op>[Name]>;
} & {
  readonly [
    Name in keyof RequestOf<Op> & keyof Op['parameters'] as Op['parameters'][Name] extends
      { readonly required: true } | { readonly default: string }
      ? never
      : Name
  ]?: NonNullable<RequestOf<Op>[Name]>;
};

/** The result codes of an operation, or those of one status; of several operations, those of any. */
export type ResultCodeOf<
  Op extends Operation,
  Status extends ResultStatus = ResultStatus,
> = Op extends Operation
  ? {
      [Code in keyof Op['resultCodes']]: [Op['resultCodes'][Code]['status'] & Status] extends [never]
        ? never
        : Code;
    }[keyof Op['resultCodes']] &
      string
  : never;

/** The fields that an operation returns with `S`. */
export type SuccessFieldsOf<Op extends Operation> = {
  readonly [Name in keyof SuccessBodyOf<Op> as Name extends 'result' ? never : Name]: SuccessBodyOf<Op>[Name];
};

type SuccessBodyOf<Op extends Operation> = Extract<
  ResponseOf<Op>,
  { readonly result: { readonly resultStatus: 'S' } }
>;

/** `S`: it was done. */
export type Succeeded<Code extends string = string, Fields extends object = object> = {
  readonly resultStatus: 'S';
  readonly resultCode: Code;
} & Fields;

/** `F`: it was not done. */
export interface Failed<Code extends string = string> {
  readonly resultStatus: 'F';
  readonly resultCode: Code;
}

/** `U`: whether it was done is not known. */
export interface Unknown<Code extends string = string> {
  readonly resultStatus: 'U';
  readonly resultCode: Code;
}

/** How a call of an operation ends. `resultStatus` tells the three apart. */
export type OutcomeOf<Op extends Operation> = Op extends Operation
  ? | Succeeded<ResultCodeOf<Op, 'S'>, SuccessFieldsOf<Op>>
    | Failed<ResultCodeOf<Op, 'F'>>
    | Unknown<ResultCodeOf<Op, 'U'>>
  : never;

/** An outcome of any operation. */
export type AnyOutcome = Succeeded | Failed | Unknown;
