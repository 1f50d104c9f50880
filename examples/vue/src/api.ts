/** The indicator that the Logto Console knows the API by: what access tokens are asked for. */
export const resource = import.meta.env.VITE_API_RESOURCE;

type Shelf = { books: string[]; reader: string };

/** What the API answers to whoever holds this access token. */
export const fetchShelf = async (path: string, accessToken: string): Promise<Shelf> => {
  const response = await fetch(`${import.meta.env.VITE_API}${path}`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });

  if (!response.ok) {
    throw new Error(`The API answered ${response.status}.`);
  }
  return response.json();
};
