package com.acme.coro.scheduler.core;

import com.acme.coro.api.CoroId;

/** Equality and text of the references that are not coroutines themselves. */
abstract sealed class ReferenceBase implements CoroReference permits ReplyReference, RemoteCoro {
    @Override
    public boolean equals(Object o) {
        return CoroReference.same(this, o);
    }

    /** That of {@link CoroId}. */
    @Override
    public int hashCode() {
        return id().hashCode();
    }

    @Override
    public String toString() {
        return CoroReference.text(this);
    }
}
