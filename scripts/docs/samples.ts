/** The samples that sign and verify with each language's standard library. */
export const samples = [
  { file: 'sign.sh', language: 'sh', label: 'Shell' },
  { file: 'Sign.java', language: 'java', label: 'Java' },
  { file: 'sign.py', language: 'python', label: 'Python' },
  { file: 'sign.go', language: 'go', label: 'Go' },
  { file: 'sign.php', language: 'php', label: 'PHP' },
  { file: 'Sign.cs', language: 'csharp', label: 'C#' },
  { file: 'sign.ts', language: 'ts', label: 'TypeScript' },
] as const;
