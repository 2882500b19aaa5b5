package org.headroom.console.availability;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.headroom.model.availability.Maintenance;

/** Asks for a maintenance window. Does not wait for an answer. UI thread. */
final class MaintenanceDialog extends Dialog {
    private final ZoneId zone;
    private final Consumer<Maintenance> done;
    private Text from;
    private Text to;
    private Text note;
    private Label fault;

    MaintenanceDialog(Shell parent, ZoneId zone, Consumer<Maintenance> done) {
        super(parent);
        this.zone = zone;
        this.done = done;
        setBlockOnOpen(false);
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText("Maintenance window");
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        ((GridLayout) area.getLayout()).numColumns = 2;
        Label words = new Label(area, SWT.WRAP);
        words.setText(
                "Every GPU is closed then. What runs is given your notice before it begins, and is stopped when it "
                        + "does. Times are those of " + AvailabilityPresenter.zone(zone) + ".");
        GridDataFactory.fillDefaults().span(2, 1).hint(380, SWT.DEFAULT).applyTo(words);
        Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
        from = field(area, "From", MaintenanceInput.words(hour, zone));
        to = field(area, "Until", MaintenanceInput.words(hour.plus(Duration.ofHours(1)), zone));
        note = field(area, "For", "");
        fault = new Label(area, SWT.WRAP);
        GridDataFactory.fillDefaults().span(2, 1).hint(380, SWT.DEFAULT).applyTo(fault);
        return area;
    }

    private static Text field(Composite area, String name, String text) {
        new Label(area, SWT.NONE).setText(name);
        Text field = new Text(area, SWT.BORDER);
        field.setText(text);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(field);
        return field;
    }

    @Override
    protected void buttonPressed(int button) {
        if (button == IDialogConstants.OK_ID) {
            MaintenanceInput input =
                    MaintenanceInput.read(from.getText(), to.getText(), note.getText(), zone, Instant.now());
            if (input.window().isEmpty()) {
                fault(input.fault());
                return;
            }
            try {
                done.accept(input.window().get());
            } catch (IllegalArgumentException e) {
                fault(String.valueOf(e.getMessage()));
                return;
            }
        }
        super.buttonPressed(button);
    }

    private void fault(String words) {
        fault.setText(words);
        getShell().layout(true, true);
    }
}
