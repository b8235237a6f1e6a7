/// Who we are to a cloud: where logins are looked for, and how they are renewed.
///
/// One sub-package per cloud, in its own order of places; [LoginProgram] runs programs that people
/// name. Nothing here is printed: a `toString` names where a login comes from, never the login.
package datasync.auth;
