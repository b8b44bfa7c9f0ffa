package com.acme.coro.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Attribute;
import org.osgi.annotation.bundle.Capability;

/**
 * Declares that values of a type may be written: to another revision of their bundle, and to another process. The type
 * is a record or an enum; on a sealed interface or any other type it declares the records and enums nested in that.
 *
 * <p>A value travels with its type's registered name, so that a class can be renamed:
 *
 * <pre>{@code
 * @Transferable("com.acme.meter.Reading")   // what it was called before
 * public record Measurement(int value, @FormerName("unit") String scale) {}
 * }</pre>
 *
 * <p>On a package (in its {@code package-info.java}) it declares all records and enums of that package.
 *
 * <p>Bundles that are built with bnd list what they declare in their manifest; others are searched for it.
 */
@Capability(namespace = CoroConstants.TRANSFERABLE, attribute = "type=${@class}", effective = "meta")
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.PACKAGE})
public @interface Transferable {
    /**
     * The registered name. On a package: what stands for the package's name in the names of its types.
     *
     * @return the name; empty for the name of the class, or of the package
     */
    @Attribute("name")
    String value() default "";

    /**
     * Further names under which values are read, never written: earlier ones.
     *
     * @return names
     */
    @Attribute("aliases")
    String[] aliases() default {};
}
