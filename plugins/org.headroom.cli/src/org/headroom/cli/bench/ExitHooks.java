package org.headroom.cli.bench;

/** What is to be done when a signal ends the program. */
final class ExitHooks {
    private ExitHooks() {}

    /** Does nothing where the program is ending already. */
    static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook runs, or has run.
        }
    }
}
