namespace Canopy.EndToEnd.Tests.Ingress;

/// <summary>These tests share one system, and some of them stop a part of it: one after the other.</summary>
[CollectionDefinition(nameof(Ingress))]
public sealed class IngressCollection;
