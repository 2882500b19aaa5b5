package org.headroom.console.alarms;

import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.e4.core.contexts.ContextInjectionFactory;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.jface.preference.PreferencePage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.headroom.console.desk.GpuNames;
import org.headroom.console.desk.Services;
import org.headroom.model.Subscription;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.health.HealthAction;
import org.headroom.model.health.HealthRule;
import org.headroom.model.health.HealthRule.RuleSetting;
import org.headroom.model.health.HealthWatch;
import org.headroom.ui.cell.Empty;
import org.headroom.ui.table.DrawnTable;

/** The health rules: shown, switched and adjusted, for all GPUs or for one. What is applied is in force at once. */
public final class RulesPage extends PreferencePage implements IWorkbenchPreferencePage {
    @Inject
    private Services services;

    private final List<Optional<GpuId>> whose = new ArrayList<>();
    private DrawnTable table;
    private Combo gpus;
    private Label meaning;
    private Button enabled;
    private Text raise;
    private Text clear;
    private Text lasting;
    private Combo action;

    public RulesPage() {
        super("Health rules");
        setDescription("What the watch looks at, from where on it raises an alarm, and what the rig does then.");
    }

    @Override
    public void init(IWorkbench workbench) {
        ContextInjectionFactory.inject(this, workbench.getService(IEclipseContext.class));
    }

    @Override
    protected Control createContents(Composite parent) {
        Composite page = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        page.setLayout(layout);
        label(page, "Applies to");
        gpus = new Combo(page, SWT.READ_ONLY);
        gpus.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        whose.add(Optional.empty());
        gpus.add("all GPUs");
        for (GpuReading gpu : services.gpus()) {
            whose.add(Optional.of(gpu.identity().id()));
            gpus.add("GPU " + gpu.identity().index() + " · "
                    + GpuNames.brief(gpu.identity().name()));
        }
        gpus.select(0);
        gpus.addListener(SWT.Selection, e -> show());
        table = new DrawnTable(
                page,
                RulesPresenter.COLUMNS,
                new Empty("The health watch is not running", "Its rules will be here as soon as it has started."));
        GridData wide = new GridData(SWT.FILL, SWT.FILL, true, true, 2, 1);
        wide.heightHint = 300;
        wide.widthHint = 640;
        table.setLayoutData(wide);
        table.onSelect(key -> fill());
        meaning = new Label(page, SWT.WRAP);
        GridData words = new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1);
        words.widthHint = 600;
        words.heightHint = 52;
        meaning.setLayoutData(words);
        form(page);
        services.health().ifPresent(h -> {
            Subscription changes = h.onChange(() -> later(page));
            page.addDisposeListener(e -> changes.close());
        });
        show();
        return page;
    }

    private void form(Composite page) {
        label(page, "Rule");
        enabled = new Button(page, SWT.CHECK);
        enabled.setText("in force");
        raise = field(page, "From");
        clear = field(page, "Back at");
        lasting = field(page, "For (seconds)");
        label(page, "Then the rig");
        action = new Combo(page, SWT.READ_ONLY);
        Arrays.stream(HealthAction.values()).map(AlarmsPresenter::asks).forEach(action::add);
        action.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
    }

    private static void label(Composite page, String text) {
        new Label(page, SWT.NONE).setText(text);
    }

    private static Text field(Composite page, String name) {
        label(page, name);
        Text text = new Text(page, SWT.BORDER);
        text.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        return text;
    }

    private Optional<GpuId> gpu() {
        return whose.get(Math.max(0, gpus.getSelectionIndex()));
    }

    private List<HealthRule> rules() {
        return services.health()
                .map(h -> h.rules().stream()
                        .map(r -> gpu().map(g -> h.rule(r.id(), g)).orElse(r))
                        .toList())
                .orElse(List.of());
    }

    private void show() {
        List<HealthRule> rules = rules();
        table.show(RulesPresenter.rows(rules));
        if (table.selected().isEmpty() && !rules.isEmpty())
            table.select(rules.get(0).id());
        fill();
    }

    private void later(Composite page) {
        if (page.isDisposed()) return;
        page.getDisplay().asyncExec(() -> {
            if (page.isDisposed()) return;
            table.show(RulesPresenter.rows(rules()));
            fill();
        });
    }

    private Optional<HealthRule> chosen() {
        return table.selected()
                .flatMap(key -> rules().stream().filter(r -> key.equals(r.id())).findFirst());
    }

    private void fill() {
        Optional<HealthRule> rule = chosen();
        for (Control c : List.of(enabled, lasting, action)) c.setEnabled(rule.isPresent());
        raise.setEnabled(rule.filter(r -> r.raiseAt().isPresent()).isPresent());
        clear.setEnabled(rule.filter(r -> r.clearAt().isPresent()).isPresent());
        rule.ifPresent(r -> {
            meaning.setText(r.meaning() + " From " + r.source() + ".");
            enabled.setSelection(r.enabled());
            raise.setText(text(r.raiseAt()));
            clear.setText(text(r.clearAt()));
            lasting.setText(RulesPresenter.number(r.lasting().toMillis() / 1000.0));
            action.select(r.action().ordinal());
        });
        setErrorMessage(null);
        setMessage(null);
    }

    private static String text(OptionalDouble value) {
        return value.isPresent() ? RulesPresenter.number(value.getAsDouble()) : "";
    }

    @Override
    protected void performDefaults() {
        chosen().ifPresent(r -> services.health().ifPresent(h -> adjust(h, r.id(), RuleSetting.NONE)));
        super.performDefaults();
    }

    @Override
    protected void performApply() {
        performOk();
    }

    @Override
    public boolean performOk() {
        if (table == null || table.isDisposed()) return true;
        Optional<HealthRule> rule = chosen();
        Optional<HealthWatch> health = services.health();
        if (rule.isEmpty() || health.isEmpty()) return true;
        RulesPresenter.Input input = RulesPresenter.read(
                enabled.getSelection(),
                raise.getText(),
                clear.getText(),
                lasting.getText(),
                HealthAction.values()[Math.max(0, action.getSelectionIndex())]);
        if (input.setting().isEmpty()) {
            setErrorMessage(input.fault());
            return false;
        }
        RuleSetting setting = input.setting().get();
        if (rule.get().with(setting).equals(rule.get())) return true;
        adjust(health.get(), rule.get().id(), setting);
        return true;
    }

    private void adjust(HealthWatch health, String id, RuleSetting setting) {
        Optional<GpuId> gpu = gpu();
        // The file is written away from the UI thread.
        Job job = Job.create("Saving the health rules", monitor -> {
            try {
                health.adjust(id, gpu, setting);
            } catch (IOException | IllegalArgumentException e) {
                return new Status(
                        IStatus.ERROR,
                        RulesPage.class,
                        "The rule stays as it was. " + String.valueOf(e.getMessage()),
                        e);
            }
            return Status.OK_STATUS;
        });
        job.schedule();
    }
}
