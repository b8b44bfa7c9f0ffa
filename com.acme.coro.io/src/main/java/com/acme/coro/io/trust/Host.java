package com.acme.coro.io.trust;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * What a server is reached by, and its certificate is for.
 *
 * @param text a name, perhaps with an asterisk for its first label, or an address
 * @param address the bytes of the address, if it is one
 */
public record Host(String text, Optional<InetAddress> address) {
    private static final int LONGEST_NAME = 253;
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern NAME = Pattern.compile("(?:" + LABEL + "\\.)*" + LABEL);
    private static final Pattern WILDCARD = Pattern.compile("\\*\\.(?:" + LABEL + "\\.)+" + LABEL);
    private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(?:.*\\.)?[0-9]+");
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile("(?:" + OCTET + "\\.){3}" + OCTET);
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    /**
     * Reads one. Asks no name server.
     *
     * @param text what somebody wrote
     * @return a host, or nothing if it can be none
     */
    public static Optional<Host> of(String text) {
        if (IPV4.matcher(text).matches() || IPV6.matcher(text).matches()) return address(text);
        boolean name =
                NAME.matcher(text).matches() && !ENDS_IN_A_NUMBER.matcher(text).matches();
        if (text.length() > LONGEST_NAME || !(name || WILDCARD.matcher(text).matches())) return Optional.empty();
        return Optional.of(new Host(text.toLowerCase(Locale.ROOT), Optional.empty()));
    }

    private static Optional<Host> address(String text) {
        try {
            return Optional.of(new Host(text, Optional.of(InetAddress.getByName(text)))); // digits: it looks nothing up
        } catch (UnknownHostException none) {
            return Optional.empty();
        }
    }

    GeneralName generalName() {
        return address.map(a -> new GeneralName(GeneralName.iPAddress, new DEROctetString(a.getAddress())))
                .orElseGet(() -> new GeneralName(GeneralName.dNSName, text));
    }
}
