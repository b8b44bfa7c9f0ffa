package com.acme.coro.examples.transfer;

import com.acme.coro.api.io.AsyncInput;
import com.acme.coro.api.io.AsyncOutput;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Copies bytes, and sums them on their way. Knows nothing of files or sockets. */
final class Sum {
    private static final int PIECE = 1 << 16;

    private Sum() {}

    // snippet: copy
    /** Copies a number of bytes; returns the checksum of what it copied. */
    static String copy(AsyncInput from, AsyncOutput to, long count) throws NoSuchAlgorithmException {
        MessageDigest sum = MessageDigest.getInstance("SHA-256");
        for (long left = count; left > 0; ) {
            byte[] piece = from.read((int) Math.min(left, PIECE))
                    .orElseThrow(() -> new IllegalStateException("it ended before all " + count + " bytes had come"));
            sum.update(piece);
            to.write(piece);
            left -= piece.length;
        }
        return HexFormat.of().formatHex(sum.digest());
    }
    // end
}
