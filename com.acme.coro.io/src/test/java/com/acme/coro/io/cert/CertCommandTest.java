package com.acme.coro.io.cert;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code coro cert} makes, tells and refuses. */
class CertCommandTest {
    private static final Instant NOON = Instant.parse("2031-05-06T12:00:00Z");
    private static final String SERVER = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT = "1.3.6.1.5.5.7.3.2";

    @TempDir
    private Path dir;

    private final Map<String, String> environment = new TreeMap<>();
    private Instant now = NOON;

    /** What a command said, and how it ended. */
    private record Said(int status, String out, String err) {}

    @BeforeEach
    void atHome() {
        environment.put("CORO_HOME", dir.resolve("state").toString());
    }

    private Said coro(String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var here = new Surroundings(
                environment,
                "somebody",
                dir.resolve("home").toString(),
                Clock.fixed(now, ZoneOffset.UTC),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        int status = new CertCommand(here).apply(List.of(words));
        return new Said(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Said did(String... words) {
        Said said = coro(words);
        assertAll(() -> assertEquals(0, said.status(), said::toString), () -> assertEquals("", said.err()));
        return said;
    }

    private void refused(int status, String why, String... words) throws IOException {
        List<String> before = files();
        Said said = coro(words);
        assertAll(
                () -> assertEquals(status, said.status(), said::toString),
                () -> assertTrue(said.err().startsWith("coro: cert: "), said::toString),
                () -> assertTrue(said.err().contains(why), said::toString),
                () -> assertEquals(1, said.err().lines().count(), said::toString),
                () -> assertEquals("", said.out()),
                () -> assertEquals(before, files()));
    }

    /** Issues into the test's directory. */
    private Said issued(String... words) {
        var all = new ArrayList<>(List.of("issue", "--out", dir.toString()));
        all.addAll(List.of(words));
        return did(all.toArray(String[]::new));
    }

    private Path authority(String file) {
        return dir.resolve("state").resolve("tls").resolve(file);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(dir)) {
            return all.map(file -> dir.relativize(file).toString()).sorted().toList();
        }
    }

    private static X509Certificate certificate(Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static String mode(Path file) throws IOException {
        assumeTrue(Files.getFileStore(file).supportsFileAttributeView("posix"), "no file modes on this system");
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static void chmod(Path file, String mode) throws IOException {
        mode(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    // ---- init

    @Test
    void shouldMakeAnAuthority() throws Exception {
        Said said = did("init");
        X509Certificate made = certificate(authority("authority.crt"));
        made.verify(made.getPublicKey());
        assertAll(
                () -> assertEquals(
                        "CN=Coro authority of somebody",
                        made.getSubjectX500Principal().getName()),
                () -> assertTrue(made.getBasicConstraints() > 0),
                () -> assertTrue(made.getKeyUsage()[5], "may sign certificates"),
                () -> assertEquals(Date.from(NOON.plus(Duration.ofDays(3650))), made.getNotAfter()),
                () -> assertTrue(made.getNotBefore().toInstant().isBefore(NOON)),
                () -> assertTrue(said.out().contains(authority("authority.crt").toString()), said::toString));
    }

    @Test
    void shouldKeepOthersOut() throws Exception {
        did("init");
        issued("localhost");
        environment.put("SECRET", "a long secret");
        issued("db.example", "--pkcs12-password-env", "SECRET");
        assertAll(
                () -> assertEquals("rwx------", mode(authority(""))),
                () -> assertEquals("rw-------", mode(authority("authority.key"))),
                () -> assertEquals("rw-------", mode(dir.resolve("localhost.key"))),
                () -> assertEquals("rw-------", mode(dir.resolve("db.example.p12"))));
    }

    @Test
    void shouldMakeItWhereItIsTold() throws Exception {
        did("init", "--dir", dir.resolve("a/b").toString(), "--name=The authority", "--days", "7");
        X509Certificate made = certificate(dir.resolve("a/b/authority.crt"));
        assertEquals("CN=The authority", made.getSubjectX500Principal().getName());
        assertEquals(Date.from(NOON.plus(Duration.ofDays(7))), made.getNotAfter());
        environment.clear();
        did("init");
        assertTrue(Files.exists(dir.resolve("home/.coro/tls/authority.key")));
    }

    @Test
    void shouldNotWriteOverAnAuthority() throws Exception {
        did("init");
        byte[] key = Files.readAllBytes(authority("authority.key"));
        refused(1, "there is an authority in " + authority("") + " already", "init", "--name", "another");
        assertEquals(-1, Arrays.mismatch(key, Files.readAllBytes(authority("authority.key"))));
        Files.delete(authority("authority.crt")); // half of one is none of ours to write over, either
        refused(1, "is not written over", "init");
    }

    @Test
    void refusesADirectoryThatIsOpenToOthers() throws Exception {
        Path open = Files.createDirectory(dir.resolve("open"));
        chmod(open, "rwxr-xr-x");
        refused(1, "allowed is mode 700", "init", "--dir", open.toString());
        Files.writeString(dir.resolve("file"), "");
        refused(
                1,
                "file cannot be made: it is no directory",
                "init",
                "--dir",
                dir.resolve("file").toString());
    }

    // ---- issue

    @Test
    void shouldIssue() throws Exception {
        did("init");
        Said said = issued("Web.example", "--host", "*.web.example", "--host=10.1.2.3", "--host", "fe80::7");
        X509Certificate made = certificate(dir.resolve("Web.example.crt"));
        made.verify(certificate(authority("authority.crt")).getPublicKey());
        List<String> names = made.getSubjectAlternativeNames().stream()
                .map(each -> each.get(0) + ":" + each.get(1))
                .toList();
        assertAll(
                () -> assertEquals(
                        "CN=Web.example", made.getSubjectX500Principal().getName()),
                () -> assertEquals(
                        List.of("2:web.example", "2:*.web.example", "7:10.1.2.3", "7:fe80:0:0:0:0:0:0:7"), names),
                () -> assertEquals(-1, made.getBasicConstraints()),
                () -> assertEquals(List.of(SERVER, CLIENT), made.getExtendedKeyUsage()),
                () -> assertEquals(Date.from(NOON.plus(Duration.ofDays(365))), made.getNotAfter()),
                () -> assertTrue(said.out().startsWith("Web.example: "), said::toString));
    }

    @ParameterizedTest
    @CsvSource({"--server," + SERVER, "--client," + CLIENT})
    void shouldIssueForOneSide(String option, String purpose) throws Exception {
        did("init");
        issued("one", "two", option, "--days", "3650");
        for (String name : List.of("one.crt", "two.crt")) {
            assertEquals(List.of(purpose), certificate(dir.resolve(name)).getExtendedKeyUsage());
        }
        assertFalse(certificate(dir.resolve("one.crt"))
                .getPublicKey()
                .equals(certificate(dir.resolve("two.crt")).getPublicKey()));
    }

    @Test
    void shouldIssueToAClientThatIsNoHost() throws Exception {
        did("init");
        issued("some_body", "--client");
        assertEquals(null, certificate(dir.resolve("some_body.crt")).getSubjectAlternativeNames());
        refused(2, "add --host H, or --client", "issue", "other_body", "--out", dir.toString());
    }

    @Test
    void shouldMakePkcs12() throws Exception {
        did("init");
        Path password = Files.writeString(dir.resolve("password"), "pass phrase\nnot this\n");
        chmod(password, "rw-r--r--");
        String[] words = {"issue", "db", "--out", dir.toString(), "--pkcs12-password-file", password.toString()};
        refused(1, "the password in " + password + " may be used by others than its owner", words);
        chmod(password, "rw-------");
        Said said = did(words);
        assertFalse(said.toString().contains("pass phrase"));
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(dir.resolve("db.p12"))) {
            store.load(in, "pass phrase".toCharArray());
        }
        assertEquals(2, store.getCertificateChain("identity").length);
    }

    @Test
    void refusesAPasswordThatIsNone() throws Exception {
        did("init");
        environment.put("SHORT", "12345");
        String out = dir.toString();
        refused(2, "has 5 characters; allowed are 6", "issue", "a", "--out", out, "--pkcs12-password-env", "SHORT");
        refused(2, "no variable 'NONE'", "issue", "a", "--out", out, "--pkcs12-password-env", "NONE");
        refused(1, "there is no such file", "issue", "a", "--out", out, "--pkcs12-password-file", out + "/none");
        refused(
                2,
                "allowed is one of them",
                "issue",
                "a",
                "--pkcs12-password-env",
                "SHORT",
                "--pkcs12-password-file",
                out);
    }

    @Test
    void shouldNotWriteOverAnIdentityNorIssueHalfOfThem() throws Exception {
        did("init");
        issued("two");
        refused(1, "two.crt is there already", "issue", "one", "two", "--out", dir.toString());
        Files.delete(dir.resolve("two.crt"));
        refused(1, "two.key is there already", "issue", "one", "two", "--out", dir.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../up", "-x", ".hidden", "a b", "a/b", "a\nb", "ä", "::1"})
    void refusesAName(String name) throws Exception {
        did("init");
        refused(2, "", "issue", name, "--host", "localhost", "--out", dir.toString());
        refused(2, "allowed are 1 to 64", "issue", "x".repeat(65), "--client", "--out", dir.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a_b",
                "-a",
                "a-",
                "a..b",
                "a.",
                "*",
                "*.com",
                "a.*.com",
                "256.1.1.1",
                "1.2.3",
                "1::2::3",
                ":",
                "a b",
                "[::1]",
                "fe80::1%eth0",
                "a\u001b[31m"
            })
    void refusesAHost(String host) throws Exception {
        did("init");
        refused(2, "--host '", "issue", "name", "--host", host, "--out", dir.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "3651", "many", "", "99999999999"})
    void refusesDaysOutOfRange(String days) throws Exception {
        refused(2, "allowed are 1 to 3650", "issue", "name", "--days", days, "--out", dir.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "7301", "x"})
    void refusesDaysOfAnAuthorityOutOfRange(String days) throws Exception {
        refused(2, "allowed are 1 to 7300", "init", "--days=" + days);
    }

    @Test
    void shouldNotOutliveTheAuthority() throws Exception {
        did("init", "--days", "10");
        now = NOON.plus(Duration.ofDays(4));
        refused(1, "allowed are at most 6", "issue", "long", "--days", "7", "--out", dir.toString());
        issued("usual");
        assertEquals(
                certificate(authority("authority.crt")).getNotAfter(),
                certificate(dir.resolve("usual.crt")).getNotAfter());
        now = NOON.plus(Duration.ofDays(10));
        refused(1, "has ended, on 2031-05-16T12:00:00Z", "issue", "late", "--out", dir.toString());
    }

    @Test
    void refusesToIssueWithoutAnAuthority() throws Exception {
        String missing = "there is no authority in " + authority("") + "; coro cert init makes one";
        refused(1, missing, "issue", "name", "--out", dir.toString());
        refused(1, missing, "list");
        refused(1, "neither a file 'abc' nor", "show", "abc");
    }

    @Test
    void refusesAKeyThatOthersMayUse() throws Exception {
        did("init");
        for (String mode : List.of("rw-r--r--", "rw--w----", "rw-----w-")) {
            chmod(authority("authority.key"), mode);
            refused(1, "allowed is mode 600 or 400", "issue", "name", "--out", dir.toString());
        }
        chmod(authority("authority.key"), "r--------");
        issued("name");
    }

    @Test
    void refusesAnAuthorityThatMakesNoSense() throws Exception {
        did("init", "--name", "this");
        String[] words = {"issue", "name", "--out", dir.toString()};
        refused(1, "'this' is the authority's own name", "issue", "this", "--out", dir.toString());
        byte[] key = Files.readAllBytes(authority("authority.key"));
        did("init", "--dir", dir.resolve("other").toString());
        Files.write(authority("authority.key"), Files.readAllBytes(dir.resolve("other/authority.key")));
        refused(1, "does not go with the certificate", words);
        Files.writeString(authority("authority.key"), "nothing");
        refused(1, "there is no private key in", words);
        Files.writeString(authority("authority.key"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        refused(1, "cannot be used", words);
        Files.delete(authority("authority.key"));
        refused(1, "there is no such file", words);
        Files.write(authority("authority.key"), key);
        Files.writeString(authority("authority.crt"), "nothing");
        refused(1, "there is no certificate in", words);
    }

    // ---- list and show

    @Test
    void shouldListWhatWasIssued() throws Exception {
        did("init");
        issued("long", "--days", "30");
        issued("short", "--days", "3", "--client");
        now = NOON.plus(Duration.ofDays(4));
        List<String> lines = did("list").out().lines().toList();
        assertEquals(3, lines.size(), lines::toString);
        String serial = certificate(dir.resolve("short.crt")).getSerialNumber().toString(16);
        assertAll(
                () -> assertTrue(lines.get(0).startsWith("SERIAL "), lines::toString),
                () -> assertTrue(
                        lines.get(1).matches(serial + " +2031-05-09T12:00:00Z +expired +client +CN=short +short"),
                        lines::toString),
                () -> assertTrue(
                        lines.get(2).matches("[0-9a-f]{32} .* valid +server, client +CN=long +long"), lines::toString));
        Files.writeString(authority("issued/00.crt"), "nothing");
        Said said = coro("list");
        assertEquals(1, said.status());
        assertEquals(3, said.out().lines().count(), said::toString);
        assertTrue(said.err().contains("there is no certificate in"), said::toString);
    }

    @Test
    void shouldShowAFileOrASerialNumber() throws Exception {
        did("init");
        issued("web", "other");
        Path file = dir.resolve("web.crt");
        String shown = did("show", file.toString()).out();
        String serial = certificate(file).getSerialNumber().toString(16);
        for (String part : List.of(
                "subject     CN=web\n",
                "issuer      CN=Coro authority of somebody\n",
                "serial      " + serial + "\n",
                "for         server, client\n",
                "names       web\n",
                "state       valid, 365 days left\n",
                "key         EC, 256 bits\n",
                "signed by   the authority in " + authority("") + "\n")) {
            assertTrue(shown.replace("\r\n", "\n").contains(part), shown);
        }
        assertEquals(shown, did("show", serial).out());
        assertEquals(shown, did("show", serial.substring(0, 31)).out());
        String own = did("show", authority("authority.crt").toString()).out();
        assertTrue(own.contains("for         authority"), own);
        did("init", "--dir", dir.resolve("other").toString());
        String foreign = did(
                        "show", file.toString(), "--dir", dir.resolve("other").toString())
                .out();
        assertTrue(foreign.contains("signed by   somebody else than the authority in "), foreign);
        String unknown = did("show", file.toString(), "--dir", dir.toString()).out();
        assertTrue(unknown.contains("signed by   unknown: there is no authority in "), unknown);
    }

    @Test
    void refusesToShowWhatIsNoCertificate() throws Exception {
        did("init");
        issued("one", "two");
        refused(1, "there is no certificate in", "show", dir.resolve("one.key").toString());
        refused(1, "neither a file 'fff' nor a certificate", "show", "fff");
        refused(1, "neither a file 'x.crt' nor", "show", "x.crt");
        refused(2, "needs one FILE or SERIAL, and got 0", "show");
        refused(2, "needs one FILE or SERIAL, and got 2", "show", "1", "2");
    }

    // ---- the command line

    @Test
    void shouldExplainItself() {
        for (String command : List.of("", "init", "issue", "list", "show", "nothing")) {
            for (String option : List.of("--help", "-h")) {
                Said said = command.isEmpty() ? did(option) : did(command, option);
                assertTrue(said.out().startsWith("usage: coro cert "), said::toString);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'',which command?",
        "mint,unknown 'mint'",
        "init more,unknown argument 'more'",
        "init --fast,unknown option '--fast'",
        "init --dir,--dir needs a value",
        "init --dir=,--dir: not a path",
        "init --dir a --dir b,--dir is given 2 times",
        "issue,which NAME?",
        "issue a --server --client,allowed is one of them",
        "issue a --server=yes,unknown option '--server=yes'",
        "issue a A,'A' is named twice",
        "issue a --out /there/is/none,there is no directory '/there/is/none'",
        "list more,unknown argument 'more'",
        "list --name n,unknown option '--name'"
    })
    void refusesAWrongCommandLine(String words, String why) throws Exception {
        refused(2, why, words.isEmpty() ? new String[0] : words.split(" "));
    }

    @Test
    void refusesAStateThatIsElsewhereForEachProcess() throws Exception {
        environment.put("CORO_HOME", "state");
        refused(2, "CORO_HOME is 'state', which is another directory for each process", "init");
    }

    @Test
    void refusesANameOfAnAuthorityThatCannotBePrinted() throws Exception {
        for (String name : List.of("", " ", "a\u0007b", "x".repeat(65))) {
            refused(2, "allowed are 1 to 64", "init", "--name", name);
        }
        environment.clear();
        environment.put("CORO_HOME", "");
        did("init"); // an empty variable is none
        assertTrue(Files.exists(dir.resolve("home/.coro/tls")));
    }
}
