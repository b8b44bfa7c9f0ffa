/**
 * The {@code coro} command: a Felix framework, and in it the bundles that {@code coro.jar} carries.
 *
 * <p>Nothing here knows what those bundles do. They plug in with services of {@code java.*} types:
 *
 * <table>
 * <caption>services that the command looks for</caption>
 * <tr><th>service</th><th>properties</th><th>what for</th></tr>
 * <tr><td>{@code java.util.function.Function<List<String>, Integer>}</td>
 *   <td>{@code coro.command=NAME}, {@code coro.command.help=ARGUMENTS: what it does}</td>
 *   <td>The command {@code coro NAME}: gets the words behind NAME, {@code --verbose} taken out; returns the exit
 *   status: 0, 1 for failure, 2 for wrong usage, which it has explained in one line on standard error. Prints its help
 *   for {@code --help}. What it throws is told in one line, and is status 1.</td></tr>
 * <tr><td>{@code java.util.concurrent.Callable<String>}</td>
 *   <td>{@code coro.demo=ORDER} (an int), {@code coro.demo.title=TITLE}</td>
 *   <td>One step of {@code coro demo}: runs an example, checks what it did, and returns a report for people, of one
 *   or more lines; throws, with a sentence, if a check failed. Has a minute.</td></tr>
 * </table>
 *
 * <p>Both must be Declarative Services components: which commands and steps there are to be is read from the bundles'
 * component descriptions, so that a mistyped command is refused before anything is started, and a step that does not
 * come up is missed.
 *
 * <p>The other way round the command offers to the bundle of {@link com.acme.coro.launcher.inside}: a {@code
 * Supplier<Map<String, Map<String, String>>>} with the property {@code coro.launcher=configuration} (properties by
 * PID), and, once everything runs and if a console is wanted, a {@code Runnable} with {@code coro.launcher=exit} and
 * {@code coro.console=prompt} (standard input is a terminal) or {@code lines} (it is not), that ends the process in
 * order.
 */
package com.acme.coro.launcher;
