package com.acme.coro.io.config;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Who this process is to other processes of its user. A change takes effect for handshakes to come. */
@ObjectClassDefinition(
        name = "Coro: trust",
        description =
                "Who this process is to other processes of its user. A change takes effect for handshakes to come.")
public @interface TrustConfig {
    /** PID. */
    String PID = "com.acme.coro.io.trust";

    /**
     * Where the authority is.
     *
     * @return an absolute path; empty: {@code $CORO_HOME/tls}, else {@code ~/.coro/tls}
     */
    @AttributeDefinition(
            name = "Directory",
            description = "Where this user's authority is, as coro cert knows it, an absolute path; nothing:"
                    + " $CORO_HOME/tls, else ~/.coro/tls. If there is none, one is made when keys are first needed.",
            required = false)
    String directory() default "";

    /**
     * An identity in files.
     *
     * @return its name; empty: the authority issues one to this process
     */
    @AttributeDefinition(
            name = "Identity",
            description = "NAME of an identity that an authority on another machine issued: NAME.crt and NAME.key, in"
                    + " the directory, beside the authority.crt of that one. Nothing: the authority in the directory"
                    + " issues one to each process, which keeps it in memory.",
            required = false)
    String identity() default "";

    /**
     * What this machine is reached by.
     *
     * @return host names and addresses with commas between them
     */
    @AttributeDefinition(
            name = "Hosts",
            description = "Host names and IP addresses that others reach this machine by, with commas between them,"
                    + " for the certificate that the authority issues to this process. It is for localhost, 127.0.0.1"
                    + " and ::1 in any case.",
            required = false)
    String hosts() default "";

    /**
     * How long a certificate is good for.
     *
     * @return days, 1..3650
     */
    @AttributeDefinition(
            name = "Days",
            description = "How many days the certificate is good for that the authority issues to this process. It is"
                    + " renewed when a third of that is left.",
            min = "1",
            max = "3650")
    int identity_days() default 7;
}
