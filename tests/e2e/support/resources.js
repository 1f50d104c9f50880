/** API resources that the provider of the tests knows. */
export const RESOURCES = ['https://books.test/api', 'https://shelves.test/api', 'https://tea.test'];
