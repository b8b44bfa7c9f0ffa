package com.acme.coro.io.cert;

import java.util.Map;

/** What {@code --help} prints. */
final class Help {
    private static final String OVERVIEW = """
        usage: coro cert COMMAND [OPTIONS]

        A private authority of this user, and keys and certificates that it issues, for TLS with Coro and others.

          init                makes the authority
          issue NAME...       makes keys, and certificates that whoever believes the authority believes
          list                what it issued
          show FILE|SERIAL    what a certificate tells

        Each explains itself: coro cert init --help. The authority is in the directory that --dir names, else in
        $CORO_HOME/tls, else in ~/.coro/tls. Nothing is ever written over.
        """;

    private static final String INIT = """
        usage: coro cert init [--dir D] [--name CN] [--days N]

        Makes an authority: a key (EC, P-256), authority.key, of mode 600, and its certificate, authority.crt, which
        others are given to believe it. The directory has mode 700. Refuses where there is one already. Processes of
        Coro that need keys make the usual one by themselves.

          --dir D    the directory, else $CORO_HOME/tls, else ~/.coro/tls
          --name CN  its common name, 1 to 64 characters, else "Coro authority of" and the user's name
          --days N   how long it is good for, 1 to 7300, else 3650
        """;

    private static final String ISSUE = """
        usage: coro cert issue NAME... [--host H]... [--server|--client] [--days N] [--out D]
                               [--pkcs12-password-file F | --pkcs12-password-env V] [--dir D]

        Makes a key (EC, P-256) and a certificate for each NAME: NAME.key, of mode 600, and NAME.crt, in PEM.
        NAME is the common name: 1 to 64 letters, digits, ., _ and -. The authority keeps a copy of the
        certificate, not of the key.

          --host H    what a server is reached by: a host name, perhaps *. before one, or an IP address. Any number.
                      NAME is one, too, if it can be.
          --server    for those who listen only
          --client    for those who connect only; without either for both
          --days N    how long it is good for, 1 to 3650; else 365, or until the authority ends
          --out D     the directory for the files, else the current one
          --pkcs12-password-file F  makes NAME.p12 as well, of mode 600: key and certificates in PKCS#12. The
                      password is the first line of F, a file that nobody else may read.
          --pkcs12-password-env V   the same, with the password in the environment variable V
          --dir D     the authority's directory, else $CORO_HOME/tls, else ~/.coro/tls
        """;

    private static final String LIST = """
        usage: coro cert list [--dir D]

        Prints a line for each certificate that the authority issued, the first to end first: serial number, end,
        state (valid, expired, not yet valid), what for, subject, host names and addresses.

          --dir D     the authority's directory, else $CORO_HOME/tls, else ~/.coro/tls
        """;

    private static final String SHOW = """
        usage: coro cert show FILE|SERIAL [--dir D]

        Prints what the certificates in a file (PEM or DER) tell, or one that the authority issued, by its serial
        number or the first digits of that; and whether the authority signed it.

          --dir D     the authority's directory, else $CORO_HOME/tls, else ~/.coro/tls
        """;

    private static final Map<String, String> BY_COMMAND =
            Map.of("init", INIT, "issue", ISSUE, "list", LIST, "show", SHOW);

    private Help() {}

    static String of(String command) {
        return BY_COMMAND.getOrDefault(command, OVERVIEW);
    }
}
