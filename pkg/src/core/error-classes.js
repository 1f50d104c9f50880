/**
 * Clients of several entry files can join one call. Its error is an instance of the classes of the client that has begun
 * the call; the others get a copy that is an instance of their own classes.
 *
 * @param classes the error classes of a client, by name
 */
export const asInstanceOf = (classes, error) => {
  const Class = classes[error?.name];

  if (!Class || error instanceof Class) {
    return error;
  }

  const { data, cause } = error;

  return Object.assign(
    Object.create(Class.prototype, Object.getOwnPropertyDescriptors(error)),
    data && { data: asInstanceOf(classes, data) },
    cause && { cause: asInstanceOf(classes, cause) }
  );
};
