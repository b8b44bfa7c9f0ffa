package com.acme.coro.api.supervise;

/**
 * Which siblings are restarted together with a failed child: they are ended in the reverse of their order, and then started in their
 * order, save for those that are {@link com.acme.coro.api.Restart#TEMPORARY}.
 */
public enum Strategy {
    /** Nobody. */
    ONE_FOR_ONE,
    /** All its siblings. */
    ONE_FOR_ALL,
    /** Those that were started after it. */
    REST_FOR_ONE
}
