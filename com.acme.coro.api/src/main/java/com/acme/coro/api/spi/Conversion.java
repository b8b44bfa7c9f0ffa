package com.acme.coro.api.spi;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Takes values out of one revision of code, and into another. From any thread. */
@ConsumerType
public interface Conversion {
    /** Leaves every value as it is: between functions whose code is the same, or where there is no codec. */
    Conversion NONE = new Conversion() {
        @Override
        public Object detach(Object value) {
            return value;
        }

        @Override
        public Object attach(Object value) {
            return value;
        }

        @Override
        public List<Object> handles(Object state) {
            return List.of(state);
        }
    };

    /**
     * A value in a form that holds no class of the code that is left.
     *
     * @param value any value, not null
     * @return the value itself if it holds none
     * @throws com.acme.coro.api.CoroException if it cannot be brought into such a form; says which part, and why
     */
    Object detach(Object value);

    /**
     * A value for the code that is entered.
     *
     * @param value what {@link #detach} returned, now or earlier, or any other value
     * @return the value in that code's types
     * @throws com.acme.coro.api.CoroException if it does not fit that code's types; says which part, and why
     */
    Object attach(Object value);

    /**
     * What a state holds that is to stay open.
     *
     * @param state a state, not null, detached or not
     * @return the references, locks and other things of this process that it reaches
     */
    List<Object> handles(Object state);
}
