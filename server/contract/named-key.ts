/** Puts the name of the option before what is wrong with its key. */
export async function named<Key>(option: string, importing: Promise<Key>): Promise<Key> {
  try {
    return await importing;
  } catch (error) {
    if (error instanceof Error) error.message = `${option}: ${error.message}`;
    throw error;
  }
}
