/** The door of the departments. */
export { mountDepartments, type DepartmentsSlice } from './routes.ts';
