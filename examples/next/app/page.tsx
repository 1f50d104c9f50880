import Account from './account';

export default function Home() {
  return (
    <>
      <h1>Your shelf</h1>
      <Account />
    </>
  );
}
