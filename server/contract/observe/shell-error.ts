/** An error of the shell itself: its message is ours, holds nothing of the caller's, and may be logged. */
export abstract class ShellError extends Error {}
