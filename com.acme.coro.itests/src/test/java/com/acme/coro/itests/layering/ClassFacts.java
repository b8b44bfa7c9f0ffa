package com.acme.coro.itests.layering;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the constant pool of a class file tells: its name, its interfaces, the classes of ours that it mentions anywhere (calls, fields,
 * signatures, annotations) and the methods that it calls, as {@code java.lang.System.nanoTime}.
 */
record ClassFacts(String name, Set<String> interfaces, Set<String> mentions, Set<String> calls) {
    private static final int MAGIC = 0xCAFEBABE;
    private static final Pattern OURS = Pattern.compile("com/acme/coro/[\\w/$]*");

    static ClassFacts read(InputStream file) throws IOException {
        DataInputStream in = new DataInputStream(file);
        if (in.readInt() != MAGIC) {
            throw new IOException("not a class file");
        }
        in.readInt();
        return new Pool(in).facts(in);
    }

    /** The constant pool, its entries by index: texts as they are, the rest as one or two indexes. */
    private static final class Pool {
        private final String[] texts;
        private final int[] firsts;
        private final int[] seconds;
        private final int[] tags;

        Pool(DataInputStream in) throws IOException {
            int count = in.readUnsignedShort();
            texts = new String[count];
            firsts = new int[count];
            seconds = new int[count];
            tags = new int[count];
            for (int i = 1; i < count; i++) {
                tags[i] = in.readUnsignedByte();
                switch (tags[i]) {
                    case 1 -> texts[i] = in.readUTF();
                    case 3, 4 -> in.readInt();
                    case 5, 6 -> {
                        in.readLong();
                        i++; // these take two places
                    }
                    case 7, 8, 16, 19, 20 -> firsts[i] = in.readUnsignedShort();
                    case 9, 10, 11, 12, 17, 18 -> {
                        firsts[i] = in.readUnsignedShort();
                        seconds[i] = in.readUnsignedShort();
                    }
                    case 15 -> {
                        in.readUnsignedByte();
                        in.readUnsignedShort();
                    }
                    default -> throw new IOException("unknown constant: tag=" + tags[i]);
                }
            }
        }

        ClassFacts facts(DataInputStream in) throws IOException {
            in.readUnsignedShort();
            String self = texts[firsts[in.readUnsignedShort()]];
            in.readUnsignedShort();
            Set<String> interfaces = new TreeSet<>();
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                interfaces.add(texts[firsts[in.readUnsignedShort()]].replace('/', '.'));
            }
            Set<String> mentions = new TreeSet<>();
            Set<String> calls = new TreeSet<>();
            for (int i = 1; i < tags.length; i++) {
                if (tags[i] == 1) {
                    Matcher found = OURS.matcher(texts[i]);
                    while (found.find()) {
                        mentions.add(found.group().replace('/', '.'));
                    }
                } else if (tags[i] == 10 || tags[i] == 11) {
                    calls.add((texts[firsts[firsts[i]]] + "." + texts[firsts[seconds[i]]]).replace('/', '.'));
                }
            }
            return new ClassFacts(self.replace('/', '.'), interfaces, mentions, calls);
        }
    }

    String packageName() {
        return packageOf(name);
    }

    /** Packages are in lower case and types are not. */
    static String packageOf(String type) {
        return type.replaceFirst("\\.[^.]*$", "");
    }
}
