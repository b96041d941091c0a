/*
 * Cascade training with FANN (libfann), for comparison with Canopy.
 *
 *     cascade DATA POOL MOST_UNITS TRIALS
 *
 * DATA is in FANN's format, targets 0 and 1. POOL is "defaults" (80 candidates of mixed activations) or "gaussian" (8 Gaussian
 * candidates). All else is as FANN has it, but for the rule that ends training: no output further than 0.35 from its target.
 * Prints one line per trial, seeds 1, 2, ...: seconds of processor time, hidden units, bits that are wrong at the end
 * (FANN looks before its last update, so that there may be some).
 */
#include <fann.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const float BIT_LIMIT = 0.35f;

static struct fann *create(const struct fann_train_data *data, int gaussian, unsigned int seed)
{
    struct fann *ann = fann_create_shortcut(2, fann_num_input_train_data((struct fann_train_data *)data),
                                            fann_num_output_train_data((struct fann_train_data *)data));
    if (ann == NULL)
        exit(1);

    /* Creating seeds the random numbers from the system: once more, from a seed of ours. */
    srand(seed);
    fann_randomize_weights(ann, -0.1f, 0.1f);
    fann_set_train_stop_function(ann, FANN_STOPFUNC_BIT);
    fann_set_bit_fail_limit(ann, BIT_LIMIT);
    if (gaussian) {
        /* One function, the four default steepnesses, two groups: eight candidates. */
        enum fann_activationfunc_enum functions[] = {FANN_GAUSSIAN};
        fann_set_cascade_activation_functions(ann, functions, 1);
    }
    return ann;
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        fprintf(stderr, "usage: cascade DATA defaults|gaussian MOST_UNITS TRIALS\n");
        return 2;
    }

    struct fann_train_data *data = fann_read_train_from_file(argv[1]);
    if (data == NULL)
        return 1;

    int gaussian = strcmp(argv[2], "gaussian") == 0;
    unsigned int most_units = (unsigned int)atoi(argv[3]);
    unsigned int trials = (unsigned int)atoi(argv[4]);
    for (unsigned int seed = 1; seed <= trials; seed++) {
        struct fann *ann = create(data, gaussian, seed);
        unsigned int candidates = fann_get_cascade_num_candidates(ann);
        clock_t start = clock();
        fann_cascadetrain_on_data(ann, data, most_units, 0, 0.0f);
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        unsigned int units = fann_get_total_neurons(ann) - fann_get_num_input(ann) - fann_get_num_output(ann) - 1;
        fann_reset_MSE(ann);
        fann_test_data(ann, data);
        printf("candidates %u seconds %.6f units %u wrong %u\n", candidates, seconds, units, fann_get_bit_fail(ann));
        fflush(stdout);
        fann_destroy(ann);
    }

    fann_destroy_train(data);
    return 0;
}
