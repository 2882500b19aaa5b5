package org.headroom.app.tests;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.headroom.ui.parts.PushButton;

/** Does with the window what a person does, and waits as one does: until something shows, not for a time. UI thread. */
final class Bot {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private final Display display;

    Bot(Display display) {
        this.display = display;
    }

    /** Handles events until the condition holds. @throws AssertionError if it does not in time */
    void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) throw new AssertionError("Not in " + PATIENCE.toSeconds() + " s: " + what);
            tick();
        }
    }

    /** Lets the window live for a while: for what has to be seen not to happen, and before a picture. */
    void live(Duration time) {
        boolean[] over = {false};
        display.timerExec((int) time.toMillis(), () -> over[0] = true);
        await("a timer of " + time, () -> over[0]);
    }

    private void tick() {
        // The timer ends the sleep, so that the condition is asked again although nothing happens.
        display.timerExec(50, () -> {});
        if (!display.readAndDispatch()) display.sleep();
    }

    <C extends Control> List<C> all(Composite in, Class<C> kind) {
        List<C> found = new ArrayList<>();
        for (Control child : in.getChildren()) {
            if (kind.isInstance(child)) found.add(kind.cast(child));
            if (child instanceof Composite inner) found.addAll(all(inner, kind));
        }
        return found;
    }

    Optional<PushButton> button(Composite in, String text) {
        return all(in, PushButton.class).stream()
                .filter(b -> b.text().equals(text))
                .findFirst();
    }

    void press(Composite in, String text) {
        await("a button " + text, () -> button(in, text).isPresent());
        button(in, text).orElseThrow().notifyListeners(SWT.Selection, new Event());
    }

    Optional<Shell> dialog(Shell of, String title) {
        for (Shell s : of.getShells()) if (s.getText().equals(title)) return Optional.of(s);
        return Optional.empty();
    }
}
