package com.acme.coro.hotswap;

import com.acme.coro.api.hotswap.Revision;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is known of a revision while its bundle goes on to the next.
 *
 * @param revision which
 * @param jar its content; empty if that could not be read
 * @param problem why there is no content; empty if there is
 */
record ArchivedRevision(Revision revision, Optional<Path> jar, String problem) {}
