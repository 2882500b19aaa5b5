package org.headroom.ui.refresh;

import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;

/** Turns any number of calls from any thread into a few runs a second on the UI thread, while a control lives. */
public final class RefreshRequest {
    /** Four a second: readable, and cheap enough to leave on all day. */
    public static final int PERIOD_MS = 250;

    private final Display display;
    private final Control control;
    private final Runnable action;
    private final AtomicBoolean pending = new AtomicBoolean();
    private long lastRun = Long.MIN_VALUE / 2;

    /** UI thread. {@code action} runs on it too. */
    public RefreshRequest(Control control, Runnable action) {
        this.display = control.getDisplay();
        this.control = control;
        this.action = action;
    }

    /** Asks for one run soon, however often it is called; any thread. */
    public void request() {
        if (!pending.compareAndSet(false, true)) return;
        try {
            display.asyncExec(this::schedule);
        } catch (org.eclipse.swt.SWTException closed) {
            // The display went away between two samples: nobody is looking any more.
            pending.set(false);
        }
    }

    private void schedule() {
        long wait = lastRun + PERIOD_MS - System.nanoTime() / 1_000_000;
        if (wait <= 0) run();
        else display.timerExec((int) wait, this::run);
    }

    private void run() {
        pending.set(false);
        lastRun = System.nanoTime() / 1_000_000;
        if (!control.isDisposed()) action.run();
    }
}
