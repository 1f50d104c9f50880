import { type UserInfoResponse, useLogto } from '@logto/react';
import { useEffect, useState } from 'react';

import { fetchShelf, resource } from './api';
import { uris } from './config';
import { Question } from './Question';

/** Home, for whoever is signed in. */
export const Account = () => {
  const {
    error,
    fetchUserInfo,
    getAccessToken,
    getOrganizationToken,
    getOrganizationTokenClaims,
    signOut,
  } = useLogto();
  const [user, setUser] = useState<UserInfoResponse>();

  useEffect(() => {
    void fetchUserInfo().then(setUser);
  }, [fetchUserInfo]);

  // The hook's methods answer nothing when they fail: then the error is in `error`.
  const booksOfMine = async () => {
    const token = await getAccessToken(resource);

    return token && fetchShelf('/books', token);
  };

  const booksOf = async (id: string) => {
    const token = await getOrganizationToken(id);
    const claims = await getOrganizationTokenClaims(id);

    return token && { claims, ...(await fetchShelf(`/organizations/${id}/books`, token)) };
  };

  return (
    <>
      <header>
        <strong>Reading room</strong>
        {user && (
          <span className="user">
            {user.picture && <img src={user.picture} alt="" />}
            {user.name ?? user.username}
          </span>
        )}
        <button onClick={() => signOut(uris.postSignOut)}>Sign out</button>
      </header>
      <main>
        {error && <p role="alert">{error.message}</p>}
        <Question title="Your books" button="Call the API" ask={booksOfMine} />
        {user?.organization_data?.map(({ id, name }) => (
          <Question
            key={id}
            title={name}
            button="Get an organization token"
            ask={() => booksOf(id)}
          />
        ))}
        <section>
          <h2>What Logto says of you</h2>
          <pre>{JSON.stringify(user, null, 2)}</pre>
        </section>
      </main>
    </>
  );
};
