/** A page of the site, made from one text. */
export interface Page {
  /** Name of the page: `calling` is calling.html, with calling.md as its text. */
  readonly name: string;
  /** Where its text is: a file of the repository, or what makes the text. */
  readonly source: string | (() => string);
  /** How menus call it. */
  readonly label: string;
  /** What is in it, in one line: for search engines and llms.txt. */
  readonly about: string;
  /** Whether its tables need the width that the outline beside the text has elsewhere. */
  readonly isWide?: boolean;
}

export interface Chapter {
  readonly title: string;
  readonly pages: readonly Page[];
}
