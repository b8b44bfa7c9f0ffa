package com.acme.coro.codec.config;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What the codec writes and reads at most. A change holds for what is written and read from then on. */
@ObjectClassDefinition(
        name = "Coro: codec",
        description = "What a value that is written or read may be at most: between revisions of a bundle, and between"
                + " processes. Checked before memory is taken. A change holds for what is written and read from then"
                + " on.")
public @interface CodecConfig {
    /** PID of the codec. */
    String PID = "com.acme.coro.codec";

    /**
     * How deep values may be nested.
     *
     * @return levels, 1..1000
     */
    @AttributeDefinition(name = "Depth", description = "How deep values may be nested.", min = "1", max = "1000")
    int max_depth() default 100;

    /**
     * How long the bytes of a value may be.
     *
     * @return bytes, 1..1073741824
     */
    @AttributeDefinition(
            name = "Bytes",
            description = "How many bytes a value may take.",
            min = "1",
            max = "1073741824")
    int max_bytes() default 16_777_216;

    /**
     * How long a text may be.
     *
     * @return bytes, 1..1073741824
     */
    @AttributeDefinition(
            name = "Text",
            description = "How many bytes one text may take.",
            min = "1",
            max = "1073741824")
    int max_text() default 16_777_216;

    /**
     * How long a number may be.
     *
     * @return bytes, 1..1048576
     */
    @AttributeDefinition(
            name = "Digits",
            description = "How many bytes a number without a fixed width may take (BigInteger, BigDecimal).",
            min = "1",
            max = "1048576")
    int max_digits() default 1_000;

    /**
     * Of how many values one may consist.
     *
     * @return values, 1..1073741824
     */
    @AttributeDefinition(
            name = "Values",
            description = "Of how many values one may consist: each element, key and component counts.",
            min = "1",
            max = "1073741824")
    int max_values() default 1_048_576;

    /**
     * How much memory a value may take when it is read.
     *
     * @return bytes, 1..1073741824
     */
    @AttributeDefinition(
            name = "Memory",
            description = "How many bytes of memory a value may take when it is read, as the codec estimates it.",
            min = "1",
            max = "1073741824")
    int max_memory() default 67_108_864;
}
