/**
 * The template of a message in one language, with `{code}` for the OTP and `{validFor}` for its validity, such as `5 minutes`,
 * in the same language.
 */
export interface MessageTemplate {
  readonly text: string;
  /** In its place when an SMS has an ending for phones and would not fit into one segment with `text`. */
  readonly shortText?: string;
  /** Subject of a mail. Default: the subject of the built-in template for this locale, else the English one. */
  readonly subject?: string;
}

/** The templates that come with the reference MPP, by locale (BCP 47). */
export const messageTemplates = {
  en: {
    subject: 'Your verification code',
    text: '{code} is your verification code. It is valid for {validFor}. Do not share it with anyone.',
    shortText: '{code} is your code. Do not share it.',
  },
  de: {
    subject: 'Ihr Bestätigungscode',
    text: '{code} ist Ihr Bestätigungscode. Er ist {validFor} gültig. Geben Sie ihn an niemanden weiter.',
    shortText: '{code} ist Ihr Code. Geben Sie ihn nicht weiter.',
  },
  es: {
    subject: 'Su código de verificación',
    text: '{code} es su código de verificación. Es válido durante {validFor}. No lo comparta con nadie.',
    shortText: 'Use {code} para confirmar. No lo comparta.',
  },
  fr: {
    subject: 'Votre code de vérification',
    text: '{code} est votre code de vérification. Il est valable {validFor}. Ne le communiquez à personne.',
    shortText: '{code} est votre code. Ne le communiquez pas.',
  },
  ja: {
    subject: '認証コードのお知らせ',
    text: '認証コードは {code} です。有効期間は {validFor}です。他の人には教えないでください。',
    shortText: '認証コード {code}。教えないでください。',
  },
  ko: {
    subject: '인증번호 안내',
    text: '인증번호는 {code}입니다. {validFor} 동안 유효합니다. 다른 사람에게 알려주지 마세요.',
    shortText: '인증번호 {code}. 알려주지 마세요.',
  },
  pt: {
    subject: 'Seu código de verificação',
    text: '{code} é seu código de verificação. Ele é válido por {validFor}. Não o compartilhe com ninguém.',
    shortText: 'Use {code} para confirmar. Guarde segredo.',
  },
  zh: {
    subject: '您的验证码',
    text: '您的验证码为 {code}，{validFor}内有效。请勿告诉他人。',
    shortText: '验证码 {code}，请勿告诉他人。',
  },
  'zh-Hant': {
    subject: '您的驗證碼',
    text: '您的驗證碼為 {code}，{validFor}內有效。請勿告訴他人。',
    shortText: '驗證碼 {code}，請勿告訴他人。',
  },
} as const satisfies Readonly<Record<string, MessageTemplate>>;
