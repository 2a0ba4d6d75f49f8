/** The languages for which the remedies have words of their own. */
export const languages = ['JavaScript', 'Python', 'Java', 'PHP', 'Go', 'C#', 'shell'] as const;

export type Language = (typeof languages)[number];

const agents: readonly (readonly [Language, RegExp])[] = [
  ['Python', /python|aiohttp|httpx|urllib/i],
  ['Go', /go-http-client|\bgo\b|resty/i],
  ['PHP', /guzzle|php|symfony/i],
  ['C#', /\.net|dotnet|restsharp|csharp/i],
  ['JavaScript', /^node$|node-fetch|undici|axios|\bgot\b|mozilla|deno|bun/i],
  ['Java', /java|okhttp|apache-httpclient|jersey|reactornetty|spring|dalvik/i],
  ['shell', /^curl\/|wget/i],
];

/** The language of the program that sent a message, by its `User-Agent`. */
export function languageOf(userAgent: string | undefined): Language | undefined {
  if (userAgent === undefined) return undefined;
  return agents.find(([, pattern]) => pattern.test(userAgent))?.[0];
}
